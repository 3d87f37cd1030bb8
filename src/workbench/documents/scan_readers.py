"""The two readers of pictures of lines: RapidOCR, and Tesseract with the language `ind` where it is installed."""

import contextlib
import functools
import importlib.util
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from workbench.documents.scan_picture import DPI

_LANGUAGE = "ind"
_TESSDATA = ("/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata",
             "/usr/local/share/tessdata", "/opt/homebrew/share/tessdata")  # fmt: skip


def is_available() -> bool:
    """Whether the extra `ocr` is installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2"))


@functools.cache
def engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "error"})


def recognised(lines: Sequence[Any]) -> list[str]:
    """Text of each picture of a line, by RapidOCR."""
    return [text for text, _ in scored(lines)]


def scored(lines: Sequence[Any]) -> list[tuple[str, float]]:
    """Text of each picture of a line by RapidOCR, and how sure it is of it, 0 to 1."""
    if not lines:
        return []
    import cv2

    coloured = [cv2.cvtColor(line, cv2.COLOR_GRAY2BGR) for line in lines]
    found = engine().recognize_txt(coloured)
    return [(str(text), float(score)) for text, score in zip(found.txts, found.scores, strict=True)]


def second_reader(lines: Sequence[Any]) -> list[str | None]:
    """Text of each picture of a line by Tesseract; None where it is not installed.

    A line it takes for no text at all is read once more without looking for its words first.
    """
    folder = tessdata()
    if folder is None:
        return [None] * len(lines)
    import tesserocr
    from PIL import Image

    found: list[str | None] = []
    with tesserocr.PyTessBaseAPI(path=folder, lang=_LANGUAGE, psm=tesserocr.PSM.SINGLE_LINE) as api:
        for line in lines:
            picture = Image.fromarray(line)
            large = picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.LANCZOS)
            found.append(_text(api, large) or _text(api, large, tesserocr.PSM.RAW_LINE))
    return found


def _text(api: Any, picture: Any, mode: int | None = None) -> str:
    usual = api.GetPageSegMode()
    api.SetPageSegMode(usual if mode is None else mode)
    api.SetImage(picture)
    api.SetSourceResolution(2 * DPI)
    text: str = api.GetUTF8Text().strip()
    api.SetPageSegMode(usual)
    return text


def tessdata() -> str | None:
    """Folder of the language file `ind`; None when Tesseract is not installed."""
    if importlib.util.find_spec("tesserocr") is None:
        return None
    places = [os.environ.get("TESSDATA_PREFIX", ""), *_TESSDATA]
    with contextlib.suppress(OSError):
        return next((place for place in places if place and (Path(place) / f"{_LANGUAGE}.traineddata").is_file()), None)
    return None
