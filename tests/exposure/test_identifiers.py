"""What people paste about Flickr, read offline."""

import pytest

from exposure.identifiers import Identifier, from_base58, read, read_all

SAMPLES = {
    "https://www.flickr.com/photos/12345678@N00/4571314348/": Identifier("4571314348", "12345678@N00"),
    "flickr.com/photos/example-name/4571314348/in/photostream": Identifier(
        "4571314348", alias="example-name"
    ),
    "http://m.flickr.com/photos/12345678%40n00/4571314348": Identifier("4571314348", "12345678@N00"),
    "  https://secure.flickr.com/photo/example_name/4571314348#comment ": Identifier(
        "4571314348", alias="example_name"
    ),
    "https://www.flickr.com/photo.gne?id=4571314348": Identifier("4571314348"),
    "https://www.flickr.com/photo.gne?short=7K2E7d": Identifier("4425073240"),
    "https://flic.kr/p/7K2E7d": Identifier("4425073240"),
    "flic.kr/p/2p4QbKN": Identifier("53208249252"),
    "https://live.staticflickr.com/4036/4571314348_0123456789_b.jpg": Identifier("4571314348"),
    "http://farm5.staticflickr.com/4036/4571314348_0123456789.jpg": Identifier("4571314348"),
    "http://farm5.static.flickr.com/4036/4571314348_0123456789_o.png": Identifier("4571314348"),
    "4571314348": Identifier("4571314348"),
    "12345678@N00": Identifier(nsid="12345678@N00"),
    "12345678@n00": Identifier(nsid="12345678@N00"),
    "https://www.flickr.com/people/12345678@N00/": Identifier(nsid="12345678@N00"),
    "https://www.flickr.com/photos/example-name": Identifier(alias="example-name"),
    "4571314348_0123456789_o.jpg": Identifier("4571314348"),
    "FlickrFinal2/123/12345678@N08/8032659999_0.jpg": Identifier("8032659999", "12345678@N08"),
    "https://www.flickr.com/videos/12345678@N00/4571314348/play/": Identifier("4571314348", "12345678@N00"),
}


@pytest.mark.parametrize(("text", "named"), SAMPLES.items(), ids=SAMPLES)
def test_each_form_is_read(text: str, named: Identifier) -> None:
    assert read(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "hello",
        "12345",
        "123456789012",
        "④⑤⑦①③①④③④⑧",
        "٤٥٧١٣١٤٣٤٨",
        "½",
        "https://example.com/photos/a/4571314348",
        "https://flickr.com.example.com/photos/a/4571314348",
        "flic.kr/p/0OIl",
        "flic.kr/s/abc",
        "https://flickr.com",
        "https://www.flickr.com/photos/tags/cat",
        "//",
        "http://[",
        "%",
        "%00",
        "\0",
        "\ud800",
        "a" * 1_000_000,
        "https://www.flickr.com/photo.gne?id=",
        "https://www.flickr.com/photo.gne?short=" + "z" * 5000,
    ],
    ids=lambda text: ascii(text[:20]),
)
def test_what_names_nothing_names_nothing(text: str) -> None:
    assert read(text) == Identifier()
    assert not read(text)


def test_short_addresses_use_flickrs_own_alphabet() -> None:
    assert [from_base58(short) for short in ("7K2E7d", "8SPTwJ", "2p4QbKN")] == [
        "4425073240",
        "5169665786",
        "53208249252",
    ]


def test_several_are_read_out_of_one_text() -> None:
    found = read_all("12345678@N00, https://flic.kr/p/7K2E7d\nand nothing else")
    assert found == (Identifier(nsid="12345678@N00"), Identifier("4425073240"))
    assert str(found[0]) == "account 12345678@N00"
