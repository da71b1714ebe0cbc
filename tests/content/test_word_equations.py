"""Equations of Word as MathML that passes both cleaners unchanged, and as one line of text."""

import pytest
from lxml import etree

from content.sanitising import clean_rich_text
from content.word.omml import read_equation
from content.word.to_omml import to_omml

NS = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def r(text, properties=""):
    return f"<m:r>{f'<m:rPr>{properties}</m:rPr>' if properties else ''}<m:t>{text}</m:t></m:r>"


def e(inside, name="e"):
    return f"<m:{name}>{inside}</m:{name}>"


def pr(name, **values):
    return f"<m:{name}Pr>{''.join(f'<m:{k} m:val={chr(34)}{v}{chr(34)}/>' for k, v in values.items())}</m:{name}Pr>"


PLAIN = '<m:sty m:val="p"/>'
CASES = {
    "fraction": (
        f"<m:f>{e(r('a+b'), 'num')}{e(r('2'), 'den')}</m:f>",
        "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mrow><mn>2</mn></mrow></mfrac>",
        "(a+b)/2",
    ),
    "binomial": (
        f"<m:f>{pr('f', type='noBar')}{e(r('n'), 'num')}{e(r('k'), 'den')}</m:f>",
        '<mfrac linethickness="0"><mrow><mi>n</mi></mrow><mrow><mi>k</mi></mrow></mfrac>',
        "n/k",
    ),
    "power": (
        f"<m:sSup>{e(r('x'))}{e(r('2'), 'sup')}</m:sSup>",
        "<msup><mrow><mi>x</mi></mrow><mrow><mn>2</mn></mrow></msup>",
        "x^2",
    ),
    "index": (
        f"<m:sSub>{e(r('x'))}{e(r('i'), 'sub')}</m:sSub>",
        "<msub><mrow><mi>x</mi></mrow><mrow><mi>i</mi></mrow></msub>",
        "x_i",
    ),
    "both": (
        f"<m:sSubSup>{e(r('x'))}{e(r('i'), 'sub')}{e(r('2'), 'sup')}</m:sSubSup>",
        "<msubsup><mrow><mi>x</mi></mrow><mrow><mi>i</mi></mrow><mrow><mn>2</mn></mrow></msubsup>",
        "x_i^2",
    ),
    "root": (
        f"<m:rad>{pr('rad', degHide='1')}<m:deg/>{e(r('x'))}</m:rad>",
        "<msqrt><mrow><mi>x</mi></mrow></msqrt>",
        "√x",
    ),
    "cube root": (
        f"<m:rad>{e(r('3'), 'deg')}{e(r('x'))}</m:rad>",
        "<mroot><mrow><mi>x</mi></mrow><mrow><mn>3</mn></mrow></mroot>",
        "√[3]x",
    ),
    "sum": (
        f"<m:nary>{pr('nary', chr='∑')}{e(r('i=1'), 'sub')}{e(r('n'), 'sup')}{e(r('x'))}</m:nary>",
        "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mrow><mi>n</mi></mrow></munderover><mrow><mi>x</mi></mrow>",
        "∑_(i=1)^n x",
    ),
    "integral": (
        f"<m:nary>{e(r('0'), 'sub')}{e(r('1'), 'sup')}{e(r('x'))}</m:nary>",
        "<msubsup><mo>∫</mo><mrow><mn>0</mn></mrow><mrow><mn>1</mn></mrow></msubsup><mrow><mi>x</mi></mrow>",
        "∫_0^1 x",
    ),
    "fences": (
        f"<m:d>{pr('d', begChr='[', endChr=']')}{e(r('a'))}{e(r('b'))}</m:d>",
        '<mrow><mo stretchy="true">[</mo><mrow><mi>a</mi></mrow><mo>|</mo><mrow><mi>b</mi></mrow><mo stretchy="true">]</mo></mrow>',
        "[a|b]",
    ),
    "matrix": (
        f"<m:m><m:mr>{e(r('1'))}{e(r('0'))}</m:mr><m:mr>{e(r('0'))}{e(r('1'))}</m:mr></m:m>",
        "<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr><mtr><mtd><mn>0</mn></mtd><mtd><mn>1</mn></mtd></mtr></mtable>",
        "1, 0; 0, 1",
    ),
    "function": (
        f"<m:func>{e(r('sin', PLAIN), 'fName')}{e(r('x'))}</m:func>",
        "<mrow><mrow><mi>sin</mi></mrow><mo>\u2061</mo><mrow><mi>x</mi></mrow></mrow>",
        "sin x",
    ),
    "accent": (
        f"<m:acc>{pr('acc', chr='⃗')}{e(r('v'))}</m:acc>",
        '<mover accent="true"><mrow><mi>v</mi></mrow><mo>→</mo></mover>',
        "v→",
    ),
    "limit": (
        f"<m:limLow>{e(r('lim', '<m:nor/>'))}{e(r('n→∞'), 'lim')}</m:limLow>",
        "<munder><mrow><mtext>lim</mtext></mrow><mrow><mi>n</mi><mo>→</mo><mo>∞</mo></mrow></munder>",
        "lim_(n→∞)",
    ),
    "words": (r("Tỉ lệ = 3,5"), "<mtext>Tỉ</mtext><mtext>lệ</mtext><mo>=</mo><mn>3,5</mn>", "Tỉ lệ = 3,5"),
    "sign": (r("a&lt;b"), "<mi>a</mi><mo>&lt;</mo><mi>b</mi>", "a<b"),
}  # fmt: skip


def equation(inside):
    return read_equation(etree.fromstring(f"<m:oMath {NS}>{inside}</m:oMath>"))


@pytest.mark.parametrize("name", CASES)
def test_each_form_becomes_mathml_and_a_line_of_text(name):
    given, mathml, text = CASES[name]

    made = equation(given)

    assert made.mathml == f"<math>{mathml}</math>"
    assert made.text == text
    assert made.lost == ()
    assert clean_rich_text(f"<p>{made.mathml}</p>") == f"<p>{made.mathml}</p>"


def test_a_part_we_do_not_know_is_named_and_its_text_stays():
    made = equation(f"<m:borderBox>{e(r('x'))}</m:borderBox><m:moi>{r('y')}</m:moi>")

    assert made.lost == ("borderBox", "moi")
    assert made.text == "xy"


def test_an_equation_nested_beyond_reason_ends_as_text():
    inside = r("x")
    for _level in range(60):
        inside = f"<m:sSup>{e(inside)}{e(r('2'), 'sup')}</m:sSup>"

    made = equation(inside)

    assert made.lost == ("sSup",)
    assert "x" in made.text
    assert clean_rich_text(made.mathml) == made.mathml


@pytest.mark.parametrize("name", CASES)
def test_what_we_wrote_as_mathml_goes_back_to_word_and_returns_the_same(name):
    mathml = equation(CASES[name][0]).mathml

    assert read_equation(to_omml(mathml)).mathml == mathml
