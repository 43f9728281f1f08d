"""Wrapping, rows and page breaks."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter.printing.fonts import FontStack, Lettering
from counter.printing.form import Form, units
from counter.printing.layout import Block, Cell, Flow, Row, Style, plain, wrap

STYLE = Style.of(900)


def test_text_that_fits_stays_one_line(letters: Lettering) -> None:
    assert wrap("三级医院", 3600, STYLE, letters) == ("三级医院",)
    assert wrap("三级医院", 3599, STYLE, letters) == ("三级医", "院")
    assert wrap("", 100, STYLE, letters) == ("",)


def test_closing_marks_never_begin_a_line(letters: Lettering) -> None:
    assert wrap("甲乙丙丁。戊", 3600, STYLE, letters) == ("甲乙丙", "丁。戊")
    assert wrap("甲乙丙（丁）", 3600, STYLE, letters) == ("甲乙丙", "（丁）")


def test_words_and_amounts_stay_whole(letters: Lettering) -> None:
    assert wrap("total expense 1,234.50 yuan", 5000, STYLE, letters) == ("total", "expense", "1,234.50", "yuan")


def test_a_word_wider_than_the_line_is_broken_not_cut(letters: Lettering) -> None:
    lines = wrap("1234567890" * 3, 3000, STYLE, letters)
    assert "".join(lines) == "1234567890" * 3
    assert all(letters.width(line, 900) <= 3000 for line in lines)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(alphabet="张三李四，。（）:;%abcXYZ0123456789,. -—“”", max_size=200),
    width=st.integers(min_value=1000, max_value=20_000),
)
def test_wrapping_loses_nothing_and_stays_inside(letters: Lettering, text: str, width: int) -> None:
    text = plain(text)
    lines = wrap(text, width, STYLE, letters)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(letters.width(line.rstrip(), 900) <= width for line in lines if len(line) > 1)


def test_control_characters_become_spaces_and_private_ones_stay() -> None:
    assert plain(" a\tb\n\x07c\u200b ") == "a b c"
    assert plain("a\ue000") == "a\ue000"


def rows(count: int, form: Form, letters: Lettering, text: str = "行 {}") -> tuple[Row, ...]:
    return tuple(
        Row(
            (
                Cell(
                    form.left,
                    units(100),
                    wrap(text.format(number), units(95), STYLE, letters),
                    STYLE,
                ),
            )
        )
        for number in range(count)
    )


def shown(form: Form, letters: Lettering, *blocks: Block) -> list[list[str]]:
    flow = Flow(form, letters, 1000, 500)
    for block in blocks:
        flow.add(block)
    return [[text for _left, _base, _style, text in sheet._texts] for sheet in flow.finish()]


def test_rows_flow_and_heads_are_repeated(form: Form, letters: Lettering) -> None:
    head = rows(1, form, letters, "表头")
    pages = shown(form, letters, Block((*head, *rows(150, form, letters)), heads=1))
    assert len(pages) > 1
    assert all(page[0] == "表头" for page in pages)
    assert [text for page in pages for text in page[1:]] == [f"行 {number}" for number in range(150)]


def test_a_head_never_stands_alone_at_the_foot(form: Form, letters: Lettering) -> None:
    for count in range(40, 70):
        blocks = (
            Block(rows(count, form, letters)),
            Block((*rows(1, form, letters, "表头"), *rows(30, form, letters)), heads=1),
        )
        for page in shown(form, letters, *blocks):
            assert page[-1] != "表头"


def test_a_block_that_belongs_together_moves_whole(form: Form, letters: Lettering) -> None:
    for count in range(70, 90):
        blocks = (Block(rows(count, form, letters)), Block(rows(6, form, letters, "签名 {}"), together=True))
        pages = shown(form, letters, *blocks)
        assert sum(any(text.startswith("签名") for text in page) for page in pages) == 1


def test_a_cell_taller_than_a_page_is_continued(form: Form, letters: Lettering) -> None:
    text = "".join(f"第{number}句。" for number in range(3000))
    pages = shown(form, letters, Block(rows(1, form, letters, text)))
    assert len(pages) > 2
    assert "".join(line for page in pages for line in page) == text


def test_nothing_is_drawn_outside_the_page(form: Form, letters: Lettering) -> None:
    flow = Flow(form, letters, 1000, 500)
    flow.add(Block(rows(300, form, letters, "文字" * 40), heads=1))
    for sheet in flow.finish():
        for left, base, style, text in sheet._texts:
            assert form.left <= left
            assert left + letters.width(text, style.size) <= form.width - form.right
            assert form.bottom <= base <= form.height - form.top


def test_row_padding_fills_the_page_as_far_as_it_may(form: Form, letters: Lettering) -> None:
    heights = []
    for count in (5, 50, 56):
        flow = Flow(form, letters, 0, 0)
        flow.add(Block(rows(count, form, letters)))
        assert len(flow.finish()) == 1
        heights.append(flow._pad)
    assert heights[0] == form.pad_most
    assert form.pad_least <= heights[2] < heights[1] < form.pad_most


def test_two_flows_share_nothing(form: Form, stack: FontStack) -> None:
    first = shown(form, Lettering(stack), Block(rows(3, form, Lettering(stack))))
    assert first == shown(form, Lettering(stack), Block(rows(3, form, Lettering(stack))))
