from starlette.testclient import TestClient


def test_health_counts_the_datasets_and_the_broken_ones(client: TestClient) -> None:
    answer = client.get("/healthz")
    assert answer.json() == {"status": "ok", "datasets": 2, "problems": 1}
    assert answer.headers["cache-control"] == "no-store"
