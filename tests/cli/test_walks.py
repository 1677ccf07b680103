"""``provenance check FOLDER``: data files are looked at, and left out where they hold no article."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]

NEWS = {
    "item.xml": "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'><itemMeta/></newsItem>",
    "story.nitf": "<nitf><body><p>The bridge is open.</p></body></nitf>",
    "old.newsml": "<NewsML><NewsItem><NewsComponent/></NewsItem></NewsML>",
    "feed.rss": "<rss><channel><item><title>One</title></item><item><title>Two</title></item></channel></rss>",
    "feed.atom": "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>One</title></entry></feed>",
    "rdf.xml": "<RDF xmlns='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><channel/><item><title>One</title></item></RDF>",
    "feed.json": '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_text": "One"}]}',
}
FOREIGN = {
    "sitemap.xml": "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>https://post.example/</loc></url></urlset>",
    "pom.xml": "<project xmlns='http://maven.apache.org/POM/4.0.0'><artifactId>press</artifactId></project>",
    "AndroidManifest.xml": "<manifest package='example.press'/>",
    "package.json": '{"name": "press", "version": "1.0.0", "license": "MIT"}',
    "tsconfig.json": '{"compilerOptions": {"strict": true}}',
}


def checked(command: Command, *paths: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(command("check", *paths, "--format", "json", "--fail-on", "blocked").out)
    return found


def write(folder: Path, files: dict[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def test_a_walk_takes_news_and_counts_what_it_leaves_out(command: Command, tmp_path: Path) -> None:
    write(tmp_path / "site", {**NEWS, **FOREIGN})
    report = checked(command, "site")
    assert {Path(document["path"]).name for document in report["documents"]} == set(NEWS)
    assert report["summary"]["documents"] == len(NEWS) + 1  # one of them holds two
    assert report["summary"]["ignored"] == len(FOREIGN)


def test_what_is_left_out_is_listed_with_its_reason(command: Command, tmp_path: Path) -> None:
    write(tmp_path / "site", {**NEWS, **FOREIGN})
    out = command("check", "site", "--verbose", "--fail-on", "blocked").out
    assert all(f"site/{name}: format" in out for name in FOREIGN)


@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_that_is_named_is_checked(command: Command, tmp_path: Path, name: str) -> None:
    write(tmp_path, FOREIGN)
    report = checked(command, name)
    assert [document["path"] for document in report["documents"]] == [name]
    assert report["summary"]["ignored"] == 0


def test_a_broken_file_is_never_left_out(command: Command, tmp_path: Path) -> None:
    write(tmp_path / "site", {"sitemap.xml": "<urlset><url>", "data.json": '{"a": '})
    report = checked(command, "site")
    assert (report["summary"]["documents"], report["summary"]["ignored"]) == (2, 0)
