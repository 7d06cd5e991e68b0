"""Invented pages in the shapes that news comes in: what stands around an article, and pages that hold none."""

from __future__ import annotations

import json

ENGLISH = (
    "The harbour of Tellmouth opened again on Monday, three weeks after the storm that had torn away its outer wall.",
    "“We have lost a season, but we have not lost the town,” said Mara Quill, the mayor, to some two hundred people.",
    "The first ship to enter was a ferry with forty passengers, who were met by a band and by most of the fishermen.",
    "Repairs cost 4.2 million crowns, of which the county pays two thirds; the rest comes from a levy on berths.",
    "Engineers from the technical college warned in spring that the wall would not bear waves of more than six metres.",
    "The council will decide in January whether the new wall is to be raised by another metre along its whole length.",
)
GERMAN = (
    "Der Hafen von Tellmünde ist am Montag wieder geöffnet worden, drei Wochen nach dem Sturm über der ganzen Küste.",
    "„Wir haben eine Saison verloren, aber nicht die Stadt“, sagte Bürgermeisterin Mara Quill vor zweihundert Leuten.",
    "Als erstes lief eine Fähre mit vierzig Fahrgästen ein, die von einer Kapelle und den Fischern empfangen wurde.",
    "Die Arbeiten kosteten 4,2 Millionen Kronen, von denen der Kreis zwei Drittel trägt, der Hafen den Rest.",
    "Im Januar entscheidet der Rat, ob die neue Mauer auf ihrer ganzen Länge um einen weiteren Meter erhöht wird.",
)
FRENCH = (
    "Le port de Tellbourg a rouvert lundi, trois semaines après la tempête qui avait emporté sa digue extérieure.",
    "« Nous avons perdu une saison, mais pas la ville », a déclaré la maire, Mara Quill, devant deux cents personnes.",
    "Le premier navire à entrer a été un bac avec quarante passagers, accueillis par une fanfare et par les pêcheurs.",
    "Les travaux ont coûté 4,2 millions de couronnes, dont le département paie les deux tiers et le port le reste.",
    "Le conseil décidera en janvier si la nouvelle digue doit être relevée d’un mètre sur toute sa longueur.",
)
ARABIC = (
    "أعيد فتح ميناء تلموث يوم الاثنين بعد ثلاثة أسابيع من العاصفة التي دمرت جداره الخارجي وأغرقت عددا من القوارب.",
    "وقالت رئيسة البلدية مارا كويل أمام نحو مئتي شخص: «خسرنا موسما ولكننا لم نخسر المدينة ولن نخسرها أبدا».",
    "وكانت أول سفينة تدخل الميناء عبارة تحمل أربعين راكبا استقبلتهم فرقة موسيقية ومعظم صيادي المدينة على الرصيف.",
    "وبلغت تكلفة الإصلاحات أربعة ملايين كرونة تدفع المقاطعة ثلثيها ويأتي الباقي من رسوم القوارب في الميناء نفسه.",
)
TITLE = "Tellmouth harbour opens again after the storm"
SITE = "Tellmouth Courier"
NAVIGATION = "<nav><ul>" + "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(12)) + "</ul></nav>"
RELATED = (
    "<aside class='related'><h3>Related stories</h3><ul>"
    + "".join(f"<li><a href='/r{n}'>Another story number {n} of the week</a></li>" for n in range(5))
    + "</ul></aside>"
)
FOOTER = "<footer><p>© Tellmouth Courier. All rights reserved.</p><a href='/terms'>Terms</a></footer>"
COMMENTS = (
    "<section id='comments' class='comments'><h3>Comments</h3><div class='comment'><p>I say the mayor is a liar and"
    " everybody in this town knows it very well.</p></div></section>"
)


def paragraphs(lines: tuple[str, ...] = ENGLISH) -> str:
    """Each line as a paragraph."""
    return "".join(f"<p>{line}</p>\n" for line in lines)


def page(body: str, *, title: str = f"{TITLE} | {SITE}", head: str = "", language: str = "en") -> str:
    """A whole page of this body, with navigation before and a footer after it."""
    return (
        f"<!DOCTYPE html><html lang='{language}'><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body><header>{NAVIGATION}</header>{body}{FOOTER}</body></html>"
    )


def json_ld(**fields: object) -> str:
    """A script of JSON-LD with a news article of these fields."""
    node = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **fields}
    return f"<script type='application/ld+json'>{json.dumps(node)}</script>"


def news_site() -> str:
    """JSON-LD, a subheading, a picture with a caption, a box and comments."""
    lines = [f"<p>{line}</p>" for line in ENGLISH]
    lines.insert(2, "<figure><img src='x.jpg'><figcaption>The ferry on Monday. Photo: A. Lens</figcaption></figure>")
    lines.insert(4, "<h2>Who pays</h2>")
    lines.insert(6, "<p>Read more: <a href='/wall'>Why the wall broke</a></p>")
    head = json_ld(
        datePublished="2026-03-02T08:15:00+01:00",
        dateModified="2026-03-05T10:00:00+01:00",
        author=[{"@type": "Person", "name": "Rowan Field"}, {"@type": "Person", "name": "Ida Marsh"}],
        publisher={"@type": "Organization", "name": SITE},
        inLanguage="en",
    )
    return page(
        f"<main><article><h1>{TITLE}</h1>{''.join(lines)}</article>{RELATED}{COMMENTS}</main>",
        head=head + "<link rel='canonical' href='/news/harbour-opens'>",
    )


def wordpress() -> str:
    """A blog system's markup: post classes, share buttons, an author box."""
    head = (
        f"<meta property='og:title' content='{TITLE}'><meta property='og:site_name' content='{SITE}'>"
        "<meta property='og:type' content='article'>"
        "<meta property='article:published_time' content='2026-03-02T07:15:00+00:00'>"
        "<meta name='author' content='By Rowan Field'>"
    )
    body = (
        f"<div id='content'><div class='post hentry'><h1 class='entry-title'>{TITLE}</h1>"
        f"<div class='entry-content'>{paragraphs()}<div class='sharedaddy'><h3>Share this:</h3>"
        "<ul><li><a href='#'>Twitter</a></li><li><a href='#'>Facebook</a></li></ul></div></div></div></div>"
    )
    return page(body + COMMENTS, head=head)


def amp() -> str:
    """An AMP page that names its canonical one."""
    head = (
        f"<link rel='canonical' href='https://www.tellmouth.example/news/harbour'>{json_ld(datePublished='2026-03-02')}"
    )
    return page(f"<article><h1>{TITLE}</h1>{paragraphs()}</article>", head=head).replace("<html ", "<html amp ")


def teaser() -> str:
    """The beginning of an article for subscribers."""
    wall = "<div class='paywall'><p>Subscribe to continue reading this article.</p><button>Subscribe</button></div>"
    head = json_ld(datePublished="2026-03-02T08:15:00Z", isAccessibleForFree=False)
    return page(f"<article><h1>{TITLE}</h1>{paragraphs(ENGLISH[:3])}{wall}</article>", head=head)


def live_blog() -> str:
    """A running report: entries with times."""
    entries = "".join(
        f"<div class='entry'><time datetime='2026-03-02T{9 + n:02}:00:00Z'>{9 + n}:00</time><p>{line}</p></div>"
        for n, line in enumerate(ENGLISH)
    )
    head = json_ld(datePublished="2026-03-02T09:00:00Z").replace("NewsArticle", "LiveBlogPosting")
    return page(f"<main><article><h1>{TITLE}</h1>{entries}</article></main>", head=head)


def gallery() -> str:
    """Pictures with captions and nothing else."""
    pictures = "".join(
        f"<figure><img src='{n}.jpg'><figcaption>Picture {n} of 20</figcaption></figure>" for n in range(20)
    )
    return page(f"<main><h1>The storm in pictures</h1>{pictures}</main>", title=f"The storm in pictures | {SITE}")


def agency() -> str:
    """An agency's page: a dateline, bare paragraphs in nested divisions, RFC 5322 time."""
    lines = (f"TELLMOUTH (Wire) - {ENGLISH[0]}", *ENGLISH[1:])
    body = f"<div><div class='headline'><h1>{TITLE}</h1></div><div class='story'>{paragraphs(lines)}</div></div>"
    return page(body, title=f"{TITLE} - Wire", head="<meta name='pubdate' content='Mon, 02 Mar 2026 07:15:00 +0000'>")


def german() -> str:
    """A German page with its own furniture."""
    body = (
        f"<article><h1>Hafen von Tellmünde wieder offen</h1><p class='byline'>Von Rowan Field</p>{paragraphs(GERMAN)}"
        "<p>Lesen Sie auch: <a href='/x'>Warum die Mauer brach</a></p></article>"
    )
    head = "<meta property='og:locale' content='de_DE'><meta name='date' content='2026-03-02'>"
    return page(body, title="Hafen von Tellmünde wieder offen - Tellmünder Bote", head=head, language="de")


def french() -> str:
    """A French page."""
    title = "Le port de Tellbourg rouvre"
    pointer = "<p>Lire aussi : <a href='/x'>La digue</a></p>"
    body = f"<article><h1>{title}</h1>{paragraphs(FRENCH)}{pointer}</article>"
    return page(body, title=title, head=json_ld(headline=title), language="fr")


def arabic() -> str:
    """An Arabic page, right to left."""
    body = f"<article dir='rtl'><h1>إعادة فتح ميناء تلموث</h1>{paragraphs(ARABIC)}</article>"
    return page(body, title="إعادة فتح ميناء تلموث", language="ar")


def blog() -> str:
    """A hand-made page: text with line breaks in one division, no markup to speak of."""
    return (
        f"<html><head><title>{TITLE}</title></head><body><a href='/'>home</a><h1>{TITLE}</h1>"
        f"<div>{'<br><br>'.join(ENGLISH)}</div></body></html>"
    )


def link_list(links: int = 60) -> str:
    """A page of headlines."""
    items = "".join(f"<li><a href='/{n}'>Story number {n} about the harbour of the town</a></li>" for n in range(links))
    return page(f"<main><h1>Latest</h1><ul>{items}</ul></main>", title=f"Latest | {SITE}")


def home() -> str:
    """The front page of a site: teasers."""
    teasers = "".join(
        f"<section><h2><a href='/{n}'>Story {n}</a></h2><p>{line}</p></section>" for n, line in enumerate(ENGLISH)
    )
    return page(f"<main>{teasers}</main>", title=SITE)


def soft_404() -> str:
    """An error page that is sent with status 200."""
    words = "Sorry, the page you are looking for has moved or never was. " * 8
    return page(f"<main><h1>Page not found</h1><p>{words}</p></main>", title=f"Page not found | {SITE}")


def video() -> str:
    """A film with a line below it."""
    head = "<meta property='og:type' content='video.other'>"
    return page(f"<main><h1>Watch: the harbour</h1><video src='x'></video>{paragraphs(ENGLISH[:1])}</main>", head=head)


def sends_on() -> str:
    """A page with a meta refresh alone."""
    return "<html><head><meta http-equiv='refresh' content='0; url=https://www.tellmouth.example/new'></head><body>…</body></html>"
