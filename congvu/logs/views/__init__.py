"""Pages of logs: alerts, events, who sends; and the door of those who send JSON."""
