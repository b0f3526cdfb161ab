"""Papers of a level dossier, from its facts."""
