"""A plan as text, a dossier as XML, packages: foreign forms and back."""
