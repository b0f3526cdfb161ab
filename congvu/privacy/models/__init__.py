"""What is done with personal data; what people asked about theirs."""

from congvu.privacy.models.processing import Processing
from congvu.privacy.models.requests import RequestPaper, SubjectRequest

__all__ = ["Processing", "RequestPaper", "SubjectRequest"]
