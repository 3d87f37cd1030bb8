"""Account codes of the budget: `5.1.02.01.01.0024` is spending, not a program."""

import re

_ACCOUNT = re.compile(r"[4-6](?:[.\s]\d(?:[.\s]\d{1,2}(?:[.\s]\d{1,2}(?:[.\s]\d{1,4}(?:[.\s]\d{1,5})?)?)?)?)?\.?")
_NO_SPENDING = re.compile(r"[46]")


def account_level(printed: str | None) -> str | None:
    """`belanja` for the code of a spending account, `deret` for income and financing; None for any other code.

    The second part of an account has one digit, that of a program code two (`5.1` and `5.01`).
    """
    if not printed or not _ACCOUNT.fullmatch(printed.strip()):
        return None
    return "deret" if _NO_SPENDING.match(printed.strip()) else "belanja"
