"""The report on a survey as the fields of a draft."""
