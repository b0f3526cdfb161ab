"""The papers of a meeting begun, the week's sheet printed; iCalendar and CalDAV."""
