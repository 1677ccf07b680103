"""Whose rights a piece of structured data speaks of, by its type.

A page declares things about itself, about its pictures, about comments and about other articles, in
JSON-LD, microdata and RDFa alike. What is said of anything but the page and its article is handed on
under a name with the subject in front (``image.license``), and ``rules/fields`` knows that such a name
says nothing about the text. Types are those of schema.org, Dublin Core (DCMIType) and FOAF.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

#: Types that speak for the article itself; the rest of the name is free (NewsArticle, BlogPosting …).
_ARTICLES = ("article", "posting", "creativework", "report", "review", "recipe", "book", "chapter")
#: Parts of a page that every page of a site repeats, and the site.
_SITE = ("website", "wpfooter", "wpheader", "wpsidebar", "wpadblock", "sitenavigationelement", "webpageelement")
_MEDIA = {
    "image": "image", "imageobject": "image", "photograph": "photo", "imagegallery": "gallery",
    "mediagallery": "gallery",
    "stillimage": "image", "movingimage": "video", "sound": "audio", "videoobject": "video", "videogallery": "gallery",
    "audioobject": "audio", "mediaobject": "media", "podcastepisode": "podcast", "podcastseries": "podcast",
    "barcode": "image", "visualartwork": "picture", "painting": "picture", "drawing": "picture", "clip": "video",
    "3dmodel": "media", "imageobjectsnapshot": "image", "videoobjectsnapshot": "video", "audioobjectsnapshot": "audio",
}  # fmt: skip
#: In front of what is about another article of the same page.
RELATED = "related"
#: In front of what stands where no reader of the page finds it: it may close, never open.
UNSEEN = "template"
_LOCAL = re.compile(r"[^/#:]*$")
_LONGEST = 80


def local_name(iri: str) -> str:
    """The last part of an address or of a prefixed name: ``NewsArticle`` of ``https://schema.org/NewsArticle``."""
    found = _LOCAL.search(iri.strip().rstrip("/#"))
    return found[0][:_LONGEST] if found else ""


def subject_of(types: Iterable[str]) -> str:
    """The name to put in front of what something of these *types* declares; empty for the page and its article.

    The first type that is about something else wins: an article that is also a picture is a picture.
    """
    names = [local_name(each).lower() for each in types]
    for name in names:
        if name in _MEDIA:
            return _MEDIA[name]
    for name in names:
        if name in _SITE:
            return "website"
    if any(is_article((name,)) or name.endswith("page") for name in names):
        return ""
    return next(iter(names), "") or "item"


def is_article(types: Iterable[str]) -> bool:
    """Whether one of *types* is an article, of which a page may list several."""
    return any(local_name(each).lower().endswith(_ARTICLES) for each in types)


def speaks(subject: str) -> bool:
    """Whether what is declared of *subject* is handed on: people, organisations and menus declare no rights."""
    return subject in ("", "website", "comment", RELATED) or is_media(subject)


def is_media(subject: str) -> bool:
    """Whether *subject* is a picture or a recording."""
    return subject in _MEDIA.values()


def address(url: str) -> str:
    """*url* as two addresses of one page are compared: without scheme, ``www.``, query, fragment and last slash."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return (parts.netloc.lower().removeprefix("www.") + parts.path).rstrip("/")


def joined(*names: str) -> str:
    """A dotted name of its parts; those that are empty say nothing."""
    return ".".join(name for name in names if name)
