"""Reading over many classes, places and skills."""
