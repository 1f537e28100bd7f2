"""What people paste about Flickr, read offline: every form it has had, and all else refused with words."""

import re
import time

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from exposure.identifiers import Identifier, from_base58, identify, identify_lines, lines, values

ID, NSID, ALBUM = "4571314348", "12345678@N00", "72157623456789012"
SECRET = "0123456789"
PHOTO = Identifier("photo", ID)
BY_NAME = Identifier("photo", ID, alias="example-name")
BY_NUMBER = Identifier("photo", ID, NSID)
ACCOUNT = Identifier("account", nsid=NSID)
NAME = Identifier("account", alias="example-name")
AT = f"https://www.flickr.com/photos/example-name/{ID}"
ESCAPED = f"https%3A%2F%2Fwww.flickr.com%2Fphotos%2Fexample-name%2F{ID}"

PAGES = {
    f"https://www.flickr.com/photos/example-name/{ID}/": BY_NAME,
    f"https://www.flickr.com/photos/{NSID}/{ID}": BY_NUMBER,
    f"https://www.flickr.com/photos/12345678@n00/{ID}": BY_NUMBER,
    f"{AT}/in/photostream": BY_NAME,
    f"{AT}/in/album-{ALBUM}/": BY_NAME,
    f"{AT}/in/set-{ALBUM}/": BY_NAME,
    f"{AT}/in/pool-87654321@N01/": BY_NAME,
    f"{AT}/in/faves-87654321@N01/": BY_NAME,
    f"{AT}/in/dateposted-public/lightbox/": BY_NAME,
    f"{AT}/sizes/l/": BY_NAME,
    f"{AT}/sizes/o/in/photostream/": BY_NAME,
    f"{AT}/meta": BY_NAME,
    f"{AT}/meta/in/photostream": BY_NAME,
    f"{AT}/player/0123abcdef": BY_NAME,
    f"{AT}/lightbox": BY_NAME,
    f"{AT}/#comment7215": BY_NAME,
    f"https://www.flickr.com/photo/example-name/{ID}": BY_NAME,
    f"http://www.flickr.com/photo/{NSID}/{ID}/": BY_NUMBER,
    f"http://www.flickr.com/videos/{NSID}/{ID}/play/orig/{SECRET}/": BY_NUMBER,
    f"http://www.flickr.com/videos/{NSID}/{ID}/play/": BY_NUMBER,
    "https://www.flickr.com/photos/example-name/21/": Identifier("photo", "21", alias="example-name"),
    f"http://www.flickr.com/photo.gne?id={ID}": PHOTO,
    f"http://www.flickr.com/photo.gne?rb=1&id={ID}": PHOTO,
    "http://www.flickr.com/photo.gne?short=7K2E7d": Identifier("photo", "4425073240"),
    f"http://www.flickr.com/photo_zoom.gne?id={ID}&size=l": PHOTO,
    f"http://www.flickr.com/video_download.gne?id={ID}": PHOTO,
    f"http://www.flickr.com/photo.gne?id={ID}&nsid={NSID}": BY_NUMBER,
    f"http://www.flickr.com/people.gne?id={NSID}": ACCOUNT,
    f"http://www.flickr.com/photos.gne?nsid={NSID}": ACCOUNT,
    f"https://api.flickr.com/services/feeds/photos_public.gne?id={NSID}&lang=en-us": ACCOUNT,
    f"https://api.flickr.com/services/feeds/photoset.gne?set={ALBUM}&nsid={NSID}": Identifier(
        "album", nsid=NSID, album_id=ALBUM
    ),
    f"https://api.flickr.com/services/feeds/groups_pool.gne?id={NSID}": Identifier("group"),
    "https://www.flickr.com/photos/example-name": NAME,
    "https://www.flickr.com/photos/example-name/page2/": NAME,
    "https://www.flickr.com/photos/example-name/albums/": NAME,
    "https://www.flickr.com/photos/example-name/sets": NAME,
    f"https://www.flickr.com/photos/{NSID}/": ACCOUNT,
    "https://www.flickr.com/people/example-name/": NAME,
    f"https://www.flickr.com/people/{NSID}/": ACCOUNT,
    f"https://www.flickr.com/{NSID}": ACCOUNT,
    f"https://www.flickr.com/photos/example-name/sets/{ALBUM}/": Identifier(
        "album", alias="example-name", album_id=ALBUM
    ),
    f"https://www.flickr.com/photos/{NSID}/albums/{ALBUM}/with/{ID}/": Identifier(
        "album", nsid=NSID, album_id=ALBUM
    ),
    "https://www.flickr.com/groups/example-group/": Identifier("group"),
    f"https://www.flickr.com/groups/{NSID}/pool/": Identifier("group"),
    f"https://www.flickr.com/groups/example-group/pool/{NSID}/": Identifier("group", nsid=NSID),
    "https://www.flickr.com/photos/example-name/galleries/72157622345678901/": Identifier(
        "gallery", alias="example-name"
    ),
    f"https://www.flickr.com/photos/{NSID}/gallery/72157622345678901": Identifier("gallery", nsid=NSID),
    "https://www.flickr.com/galleries/72157622345678901/": Identifier("gallery"),
    "https://www.flickr.com/photos/tags/cat/": Identifier("tag"),
    "https://www.flickr.com/tags/cat": Identifier("tag"),
    f"https://www.flickr.com/photos/{NSID}/tags/cat/": Identifier("tag", nsid=NSID),
    "https://flic.kr/p/7K2E7d": Identifier("photo", "4425073240"),
    "http://www.flic.kr/p/8SPTwJ/": Identifier("photo", "5169665786"),
    "flic.kr/p/2p4QbKN": Identifier("photo", "53208249252"),
}
FILES = {
    f"https://live.staticflickr.com/65535/{ID}_{SECRET}_b.jpg": PHOTO,
    f"https://live.staticflickr.com/4036/{ID}_{SECRET}.jpg": PHOTO,
    f"https://live.staticflickr.com/65535/{ID}_{SECRET}_4k.jpg": PHOTO,
    f"https://live.staticflickr.com/video/{ID}/{SECRET}/720p.mp4?s=eyJ": PHOTO,
    f"https://staticflickr.com/4036/{ID}_{SECRET}_z.jpg": PHOTO,
    f"http://farm5.static.flickr.com/4036/{ID}_{SECRET}_o.png": PHOTO,
    f"http://farm5.staticflickr.com/4036/{ID}_{SECRET}_o_d.jpg": PHOTO,
    f"http://farm66.staticflickr.com/65535/{ID}_{SECRET}_q.jpg?zz=1": PHOTO,
    f"http://static.flickr.com/25/25002122_{SECRET}_m.jpg": Identifier("photo", "25002122"),
    f"http://photos21.flickr.com/25002122_{SECRET}_o.jpg": Identifier("photo", "25002122"),
    f"http://photos1.flickr.com/21_{SECRET}.jpg": Identifier("photo", "21"),
    f"https://c1.staticflickr.com/5/4036/{ID}_{SECRET}_n.jpg": PHOTO,
    f"https://c2.staticflickr.com/5/4036/{ID}_{SECRET}.jpg": PHOTO,
    f"http://farm1.static.flickr.com/33/buddyicons/{NSID}.jpg?1234567890": ACCOUNT,
    f"http://farm8.staticflickr.com/7205/buddyicons/{NSID}_r.jpg": ACCOUNT,
    f"https://www.flickr.com/buddyicons/{NSID}.jpg": ACCOUNT,
    f"{ID}_{SECRET}.jpg": PHOTO,
    f"{ID}_{SECRET}_o.JPG": PHOTO,
    f"{ID}_{SECRET}_o_d.jpg": PHOTO,
    f"C:\\Pictures\\{ID}_{SECRET}_b.jpg": PHOTO,
    "FlickrFinal2/123/12345678@N08/8032659999_0.jpg": Identifier("photo", "8032659999", "12345678@N08"),
    "FlickrFinal2\\123\\12345678@N08\\8032659999_0.jpg": Identifier("photo", "8032659999", "12345678@N08"),
    "FlickrFinal2@123@12345678@N08@8032659999_12.jpg": Identifier("photo", "8032659999", "12345678@N08"),
    "/data/megaface/FlickrFinal2/123/12345678@N08/8032659999_0.jpg": Identifier(
        "photo", "8032659999", "12345678@N08"
    ),
    "12345678@N00_identity_8/2331659999_0.jpg": Identifier("photo", "2331659999", NSID),
    "12345678@N00_identity_8@2331659999_0.jpg": Identifier("photo", "2331659999", NSID),
    "12345678@N00_identity_8\\2331659999_0.jpg": Identifier("photo", "2331659999", NSID),
    "12345678@N00_identity_8": ACCOUNT,
    "8032659999_0.jpg": Identifier("photo", "8032659999"),
}
NUMBERS = {
    NSID: ACCOUNT,
    "12345678@n00": ACCOUNT,
    "12345678901@N01": Identifier("account", nsid="12345678901@N01"),
    "12345678%40N00": ACCOUNT,
    f"/photos/example-name/{ID}": BY_NAME,
    f"/photos/{NSID}/{ID}/": BY_NUMBER,
    "/people/example-name/": NAME,
    f"{NSID}/{ID}": BY_NUMBER,
    ID: PHOTO,
    "123456": Identifier("photo", "123456"),
    "00123456": Identifier("photo", "00123456"),
    "53208249252": Identifier("photo", "53208249252"),
}
WRITTEN = {
    f"www.flickr.com/photos/example-name/{ID}": BY_NAME,
    f"flickr.com/photos/example-name/{ID}": BY_NAME,
    f"//www.flickr.com/photos/example-name/{ID}": BY_NAME,
    f"HTTPS://WWW.FLICKR.COM/PHOTOS/example-name/{ID}": BY_NAME,
    f"Http://Flickr.com/photos/example-name/{ID}": BY_NAME,
    f"https://m.flickr.com/photos/example-name/{ID}": BY_NAME,
    f"http://m.flickr.com/#/photos/example-name/{ID}/": BY_NAME,
    f"m.flickr.com/#!/photos/example-name/{ID}": BY_NAME,
    f"https://secure.flickr.com/photos/example-name/{ID}": BY_NAME,
    f"https://touch.flickr.com/photos/example-name/{ID}": BY_NAME,
    f"http://www.flickr.com:80/photos/example-name/{ID}": BY_NAME,
    f"https://www.flickr.com:443/photos/example-name/{ID}": BY_NAME,
    f"https://www.flickr.com./photos/example-name/{ID}": BY_NAME,
    f"https:/www.flickr.com/photos/example-name/{ID}": BY_NAME,
    f"https://www.flickr.com//photos//example-name//{ID}": BY_NAME,
    f"https:\\/\\/www.flickr.com\\/photos\\/example-name\\/{ID}": BY_NAME,
    f"www.flickr.com\\photos\\example-name\\{ID}": BY_NAME,
    f"https://www.flickr.com/photos/12345678%40N00/{ID}": BY_NUMBER,
    f"https://www.flickr.com/photos/12345678%2540N00/{ID}": BY_NUMBER,
    f"https%3A%2F%2Fwww.flickr.com%2Fphotos%2F12345678%40N00%2F{ID}": BY_NUMBER,
    f"https%253A%252F%252Fwww.flickr.com%252Fphotos%252Fexample-name%252F{ID}": BY_NAME,
    f"{AT}?utm_source=news&utm_medium=email&fbclid=IwAR0": BY_NAME,
    f"{AT}?utm_source=news&back=https://www.flickr.com/photos/another/4571314349/": BY_NAME,
    f"{AT}&amp;ref=1": BY_NAME,
    f"https://www.google.com/url?q={ESCAPED}%2F&sa=D&ust=1": BY_NAME,
    f"https://l.facebook.com/l.php?u={ESCAPED}&h=AT0": BY_NAME,
    f"https://eur01.safelinks.protection.outlook.com/?url={ESCAPED}%2F"
    f"&data=05%7C01%7Cpat%40example.com%7C1&reserved=0": BY_NAME,
    f"https://www.flickr.com/signin?redir={ESCAPED}": BY_NAME,
    f"https://web.archive.org/web/20140101000000/http://www.flickr.com/photos/example-name/{ID}/": BY_NAME,
    f"web.archive.org/web/2014*/http://www.flickr.com/photos/example-name/{ID}/": BY_NAME,
    f"http://web.archive.org/web/2014im_/http://farm5.static.flickr.com/4036/{ID}_{SECRET}.jpg": PHOTO,
    f" \t{AT}\u00a0": BY_NAME,
    f"\ufeff{AT}\u200b": BY_NAME,
    f"{AT}%E2%80%8B": BY_NAME,
    f"https:// www.flickr.com/photos/example-name/{ID}": BY_NAME,
    f"flickr.com / photos / example-name / {ID}": BY_NAME,
    f"https://www.flickr.com/photos/ {NSID} / {ID} /": BY_NUMBER,
    f"https://www.flickr.com/photos/12345678 @N00/ {ID}": BY_NUMBER,
    f"https://www.flickr.com/photos/example-name/ {ID}.": BY_NAME,
    f"see https://www.flickr.com/photos/ {NSID}/ {ID} there": BY_NUMBER,
    f"https://www.flickr.com/photos/example-name/ {ID}/in/photostream": BY_NAME,
    "12345678 @ N00": ACCOUNT,
    f"my photo: {AT}, please look": BY_NAME,
    f"({AT})": BY_NAME,
    f"“{AT}”": BY_NAME,
    f"'{AT}'.": BY_NAME,
    f"<{AT}>": BY_NAME,
    f"**{AT}**": BY_NAME,
    f"_{AT}_": BY_NAME,
    f"`{AT}`": BY_NAME,
    f"- {AT}!": BY_NAME,
    f"[my photo]({AT}/)": BY_NAME,
    f"[![my photo](https://live.staticflickr.com/4036/{ID}_{SECRET}.jpg)]({AT}/)": BY_NAME,
    f"<{AT}|my photo>": BY_NAME,
    f"[{AT} my photo]": BY_NAME,
    f"{AT} ({AT}/)": BY_NAME,
    f"{AT} in 2010": BY_NAME,
    "https://flic.kr/p/7K2E7d a nice day": Identifier("photo", "4425073240"),
    f"see {ID}_{SECRET}_b.jpg there": PHOTO,
    f"my number is {NSID}, I think": ACCOUNT,
    f"{NSID} {NSID}": ACCOUNT,
    f"https://www.flickr.com/photos/{NSID}/{ID} by {NSID}": BY_NUMBER,
    f"{AT} and https://www.flickr.com/people/example-name/": BY_NAME,
    f"{AT} and https://www.flickr.com/photos/{NSID}/{ID}/": Identifier("photo", ID, NSID, "example-name"),
    f'<a data-flickr-embed="true" href="{AT}/in/dateposted/" title="Party on 20120513"><img src="https://live.'
    f'staticflickr.com/65535/{ID}_{SECRET}_b.jpg" width="1024" height="768" alt="Party"/></a><script async '
    'src="//embedr.flickr.com/assets/client-code.js" charset="utf-8"></script>': BY_NAME,
    "[url=https://flic.kr/p/7K2E7d][img]https://live.staticflickr.com/2/4425073240_0123456789_b.jpg[/img][/url]"
    "[url=https://flic.kr/p/7K2E7d]Party[/url] by [url=https://www.flickr.com/photos/example-name/]Pat[/url]"
    ", on Flickr": Identifier("photo", "4425073240", alias="example-name"),
}
KNOWN = {**PAGES, **FILES, **NUMBERS, **WRITTEN}


@pytest.mark.parametrize(("text", "named"), KNOWN.items(), ids=map(ascii, KNOWN))
def test_each_form_is_read(text: str, named: Identifier) -> None:
    assert identify(text) == named


UNKNOWN = {
    "": values.EMPTY,
    " \t\u200b": values.EMPTY,
    "hello": values.WORD,
    "example-name": values.WORD,
    "IMG_0001.jpg": values.WORD,
    "pat@flickr.com": values.WORD,
    "20161231_235959001.jpg": values.WORD,
    "12345": values.SHORT_NUMBER,
    "1": values.SHORT_NUMBER,
    "123456789012": values.LONG_NUMBER,
    ALBUM: values.LONG_NUMBER,
    f"https://www.flickr.com/photos/example-name/{ALBUM}": values.LONG_NUMBER,
    "④⑤⑦①③①④③④⑧": values.OTHER_DIGITS,
    "٤٥٧١٣١٤٣٤٨": values.OTHER_DIGITS,
    "４５７１３１４３４８": values.OTHER_DIGITS,
    "½": values.OTHER_DIGITS,
    "call 3125550142 please": values.PROSE,
    f"photo {ID}": values.PROSE,
    "457 131 4348": values.PROSE,
    "4571314348 4571314349": values.PROSE,
    "my photo 20120513_1.jpg": values.PROSE,
    f"{AT} https://www.flickr.com/photos/example-name/4571314349": values.SEVERAL,
    f"{AT},https://www.flickr.com/photos/example-name/4571314349": values.SEVERAL,
    f"{AT}https://www.flickr.com/photos/example-name/4571314349": values.SEVERAL,
    f"{AT}/https://www.flickr.com/photos/example-name/4571314349": values.SEVERAL,
    f"{AT}\nhttps://www.flickr.com/photos/another/{ID}": values.SEVERAL,
    f"{AT} https://www.flickr.com/people/another/": values.SEVERAL,
    f"{AT} https://flic.kr/s/aHsjabc": values.SEVERAL,
    f"{AT} https://example.com/blog": values.SEVERAL,
    f"{NSID} 87654321@N00": values.SEVERAL,
    f"{NSID} flickr.com/people/example-name": values.SEVERAL,
    "https://flic.kr/s/aHsjabc123": values.UNDECODABLE,
    "https://flic.kr/y/aBcDeF": values.UNDECODABLE,
    "https://flic.kr/ps/aBcDeF": values.UNDECODABLE,
    "https://www.flickr.com/gp/example-name/0abc12": values.UNDECODABLE,
    f"https://www.flickr.com/gp/{NSID}/0abc12": values.UNDECODABLE,
    "flic.kr/p/0OIl": values.MISTYPED,
    "flic.kr/p/": values.MISTYPED,
    "flic.kr/p/" + "z" * 500: values.MISTYPED,
    "flic.kr/p/Z1111111": values.MISTYPED,
    f"https://www.flickr.com/photos/me/{ID}": values.ME,
    "https://www.flickr.com/people/me": values.ME,
    "https://www.flickr.com": values.NO_PAGE,
    "flic.kr": values.NO_PAGE,
    "https://www.flickr.com/explore": values.NO_PAGE,
    "https://www.flickr.com/search/?text=cat": values.NO_PAGE,
    "https://www.flickr.com/photos/": values.NO_PAGE,
    "https://www.flickr.com/photos/friends/": values.NO_PAGE,
    "https://www.flickr.com/photos/tags": values.NO_PAGE,
    "https://www.flickr.com/groups/": values.NO_PAGE,
    "https://www.flickr.com/photo.gne?id=": values.NO_PAGE,
    "https://www.flickr.com/photo.gne?id=1234567&id=7654321": values.NO_PAGE,
    "https://www.flickr.com/photo.gne?short=" + "z" * 900: values.NO_PAGE,
    "https://www.flickr.com/photos/example-name/abc": values.NO_PAGE,
    "https://www.flickr.com/photos/example-name/4,571,314,348": values.NO_PAGE,
    "https://www.flickr.com/photos/example-name/④⑤⑦①③①": values.NO_PAGE,
    "https://www.flickr.com/photos/example-name/4️⃣571314": values.NO_PAGE,
    f"https://www.flickr.com/photos/example-name/{ID}/4571314349": values.NO_PAGE,
    f"https://www.flickr.com/photos/o'example/{ID}": values.NO_ACCOUNT,
    f"https://www.flickr.com/photos/exam\u200bple/{ID}": values.NO_ACCOUNT,
    f"https://www.flickr.com/photos/1234@N00/{ID}": values.NO_ACCOUNT,
    f"https://www.flickr.com/photos/{ID}": values.NO_ACCOUNT,
    "https://live.staticflickr.com/4036/picture.jpg": values.NO_NUMBER,
    "https://www.flickr.com/photos/example-name/457 1314348": values.BROKEN,
    f"https://www.flickr.com/photos/example name/{ID}": values.BROKEN,
    "https://www.flickr.com/photos/example-name/ 20120513 party": values.BROKEN,
    "https://flic.kr/p/7K2 E7d": values.BROKEN,
    "12345678@N00/457131,4348": values.WORD,
    f"https://example.com/photos/a/{ID}": values.OTHER_SITE,
    f"example.com/photos/a/{ID}": values.OTHER_SITE,
    f"https://flickr.com.example.com/photos/a/{ID}": values.OTHER_SITE,
    f"flickr.com.example.com/photos/a/{ID}": values.OTHER_SITE,
    f"https://notflickr.com/photos/{NSID}/{ID}": values.OTHER_SITE,
    f"notflickr.com/photos/{NSID}/{ID}": values.OTHER_SITE,
    f"https://www.flickr.com@example.com/photos/a/{ID}": values.OTHER_SITE,
    f"https://www.flickr.com%40example.com/photos/a/{ID}": values.OTHER_SITE,
    f"https://example.com@www.flickr.com/photos/a/{ID}": values.OTHER_SITE,
    f"https://a.b.flickr.com/photos/a/{ID}": values.OTHER_SITE,
    f"https://example.com/www.flickr.com/photos/a/{ID}": values.OTHER_SITE,
    f"https://example.com/?u=www.flickr.com/photos/a/{ID}": values.OTHER_SITE,
    f"https://www.fli\u212akr.com/photos/a/{ID}": values.OTHER_SITE,
    "http://[": values.OTHER_SITE,
    "a" * 2001: values.TOO_LONG,
    "https://flic.kr/p/7K2E7d" + " " * 5_000_000: values.TOO_LONG,
}


@pytest.mark.parametrize(("text", "reason"), UNKNOWN.items(), ids=[ascii(text[:70]) for text in UNKNOWN])
def test_what_cannot_be_read_names_nothing_and_says_why(text: str, reason: str) -> None:
    assert identify(text) == Identifier("unknown", reason=reason)


@pytest.mark.parametrize(
    "text", ["//", "%", "%00", "\0", "\ud800", "http://\udcff/", "https://", "@N00", "/photos/"], ids=ascii
)
def test_scraps_name_nothing(text: str) -> None:
    assert identify(text).kind == "unknown"


def test_every_reason_says_what_to_paste_instead() -> None:
    for reason in {*UNKNOWN.values()}:
        assert re.search(r"[Pp]aste|[Tt]ype|Put each", reason), reason


# What holds of any text

PIECES = (
    "https://",
    "www.flickr.com/",
    "photos/",
    "example-name/",
    NSID,
    ID,
    "flic.kr/p/",
    "_0123456789.jpg",
)
SIGNS = ("@", "/", "%40", "%2F", " ", "\n", "?id=", "#/", "７", "\u200b", "\ud800", "http://", "&", ",")
SCRAPS = st.sampled_from([*KNOWN, *UNKNOWN]).map(lambda text: text[:300]) | st.sampled_from(PIECES + SIGNS)
TEXTS = st.text(max_size=60) | st.lists(SCRAPS | st.text(max_size=5), max_size=7).map("".join)


@given(TEXTS)
def test_unknown_has_a_reason_and_no_ids_and_what_is_known_has_no_reason(text: str) -> None:
    found = identify(text)
    ids = (found.photo_id, found.nsid, found.alias, found.album_id)
    assert bool(found.reason) == (found.kind == "unknown")
    assert found.kind != "unknown" or not any(ids)
    assert bool(found.photo_id) == (found.kind == "photo")
    assert bool(found.album_id) == (found.kind == "album")
    assert found.kind != "account" or found.nsid or found.alias
    assert re.fullmatch(r"([0-9]{1,11})?", found.photo_id) and re.fullmatch(r"([0-9]{1,20})?", found.album_id)
    assert re.fullmatch(r"([0-9]{5,11}@N[0-9]{2})?", found.nsid) and re.fullmatch(
        r"[0-9A-Za-z_-]*", found.alias
    )
    assert str(found) and str(found).isascii()


@given(TEXTS)
def test_every_part_of_what_is_named_stands_in_the_text(text: str) -> None:
    found = identify(text)
    short = re.findall(r"[1-9a-km-zA-HJ-NP-Z]{1,7}", text)
    assert found.photo_id in text or found.photo_id in map(from_base58, short)
    assert found.alias in text and found.album_id in text and found.nsid.partition("@")[0] in text


@given(
    st.sampled_from([*KNOWN]),
    st.sampled_from([" ", "\t", "\n", '"', "'", "“", "(", "[", "<", "«", "\u00a0", "*", ""]),
    st.sampled_from([" ", "\t", "\n", '"', "'", "”", ")", "]", ">", "»", "\u00a0", ".", ",", ""]),
)
def test_quotes_brackets_and_spaces_around_a_form_change_nothing(text: str, before: str, after: str) -> None:
    assert identify(before + text + after) == KNOWN[text]


@given(
    st.sampled_from([text for text in PAGES if "#" not in text]), st.text("abcdef0123456789_=&", max_size=30)
)
def test_tracking_parameters_change_nothing(text: str, tracked: str) -> None:
    assume(not re.search(r"(^|&)(id|nsid|set|short)=", tracked))
    assert identify(f"{text}{'&' if '?' in text else '?'}utm_source={tracked}") == PAGES[text]


@given(st.sampled_from([*KNOWN]), st.sampled_from("０٤४④½²"), st.integers(0, 400))
@example(f"{AT}?utm_source=news&back=https://www.flickr.com/photos/another/4571314349/", "０", 1)
def test_a_digit_of_another_script_never_counts(text: str, digit: str, place: int) -> None:
    found = identify(text[:place] + digit + text[place:])
    assert found.photo_id in ("", KNOWN[text].photo_id)
    assert not set(f"{found.photo_id}{found.nsid}{found.album_id}") - {*"0123456789@N"}


@given(st.integers(min_value=1, max_value=99_999_999_999))
def test_a_short_address_is_read_back(number: int) -> None:
    digits, left = "", number
    while left:
        left, digit = divmod(left, 58)
        digits = values.BASE58[digit] + digits
    assert from_base58(digits) == str(number)
    assert identify(f"https://flic.kr/p/{digits}") == Identifier("photo", str(number))


def test_short_addresses_use_flickrs_own_alphabet() -> None:
    shorts = ("7K2E7d", "8SPTwJ", "2p4QbKN")
    assert [from_base58(short) for short in shorts] == ["4425073240", "5169665786", "53208249252"]
    assert [from_base58(text) for text in ("", "1", "17K2E7d", "0", "l", "é", "ZZZZZZZ", "\ud800")] == [
        ""
    ] * 8


@pytest.mark.parametrize(
    "text",
    [
        "a.",
        "a-",
        "/",
        "https://",
        "//flickr.com",
        "flickr.com",
        "1@N0",
        "12345@N00",
        " ",
        "%25",
        "(",
        "1,",
        "\u200b",
        "a/ 1",
    ],
)
def test_the_worst_text_takes_milliseconds(text: str) -> None:
    long = (text * 2000)[:2000]
    began = time.perf_counter()
    identify(long)
    assert time.perf_counter() - began < 0.2


# Lines and words


def test_each_line_that_is_not_blank_is_read_by_itself() -> None:
    text = f"{NSID}\r\n\n  \n{AT}\nhello"
    assert lines(text) == (NSID, AT, "hello")
    assert identify_lines(text) == (ACCOUNT, BY_NAME, Identifier("unknown", reason=values.WORD))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"https://www.flickr.com/photos/{NSID}/{ID}", f"photo {ID} of account {NSID}"),
        (AT, f"photo {ID} of account name example-name"),
        (ID, f"photo {ID}"),
        (NSID, f"account {NSID}"),
        ("flickr.com/people/example-name", "account name example-name"),
        (f"flickr.com/photos/{NSID}/sets/{ALBUM}", f"album {ALBUM} of account {NSID}"),
        ("flickr.com/groups/example", "a group"),
        ("flickr.com/photos/example-name/tags/cat", "a tag of account name example-name"),
        ("hello", "not understood"),
    ],
)
def test_what_was_understood_is_said_in_words(text: str, words: str) -> None:
    assert str(identify(text)) == words
