"""Foreign formats the design system writes itself: drawings (SVG)."""
