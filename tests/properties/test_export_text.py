from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from rrm.export.markup import in_all_languages, typed_name
from rrm.export.printable import plain_order, printable


class Words(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words, self.tags = "", []
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append(tag)


@given(st.text(alphabet=st.characters(), max_size=60))
def test_any_text_reads_back_as_itself_and_makes_no_tag(text):
    shown = Words(str(in_all_languages(text)))
    assert shown.tags == []
    assert shown.words == plain_order(printable(text))


@given(st.text(alphabet="<>&\"'/=!-{}% ab\u202e\u0627", max_size=40))
def test_a_typed_name_is_alone_in_its_own_direction(text):
    html = str(typed_name(text))
    assert Words(html).tags == ["bdi"]
    assert "\u202e" not in html


@given(st.text(max_size=60))
def test_printable_text_can_always_be_written(text):
    assert printable(printable(text)) == printable(text)
    printable(text).encode("utf-8")
