"""Reports as files: a workbook, a printed document."""
