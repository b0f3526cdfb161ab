"""The same promises when the bytes lie in an S3 bucket (a real one, on loopback)."""

from __future__ import annotations

import warnings

import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # moto and its web server warn about themselves
    boto3 = pytest.importorskip("boto3")
    moto_server = pytest.importorskip("moto.server")

from congvu.files import actions, queries
from congvu.files.models import FileState
from tests.files.conftest import make_pdf

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def bucket(settings, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "planted")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "planted")
    server = moto_server.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1").create_bucket(
        Bucket="tep"
    )
    settings.FILES_STORE = f"s3://tep/congvu?endpoint={endpoint}"
    yield endpoint
    server.stop()


def test_a_file_is_kept_read_checked_and_destroyed_in_a_bucket(bucket, take, home):
    stored = take(make_pdf(), "a.pdf")
    assert stored.created
    assert take(make_pdf() + b"\n", "b.pdf").file.id != stored.file.id
    assert stored.file.state == FileState.READY
    assert "UBND" in stored.file.text
    assert actions.preview(file=stored.file, number=1).exists()
    with queries.open_file(stored.file) as content:
        assert content.read(5) == b"%PDF-"
        content.seek(0)
    assert list(queries.verify_store()) == []
    assert list((home / "tmp").glob("in-*")) == []

    shelf = queries.open_store()
    assert shelf.has(stored.file.sha256)
    shelf.erase(stored.file.sha256)

    assert not shelf.has(stored.file.sha256)
    assert [d.kind for d in queries.verify_store()] == ["missing"]
    with pytest.raises(FileNotFoundError):
        queries.open_file(stored.file)
