"""Tables for people who keep books; the certificate as PDF."""
