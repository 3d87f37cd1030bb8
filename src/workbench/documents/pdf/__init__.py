"""Tables of PDF files: ruled ones by two readers, open ones by the columns of all their pages, scans by OCR."""
