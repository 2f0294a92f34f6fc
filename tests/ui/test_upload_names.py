"""Names of uploaded files: no folder, no reserved name, one form, and never longer than systems hold."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.upload_names import safe_name


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Nghị quyết 57.pdf", "Nghị quyết 57.pdf"),
        (unicodedata.normalize("NFD", "Nghị quyết.pdf"), "Nghị quyết.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\vb.docx", "vb.docx"),
        ("CON", "_CON"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("a<b>:c?.txt", "a_b__c_.txt"),
        (".hidden.pdf", "hidden.pdf"),
        ("~$mo.docx", "mo.docx"),
        ("cuối. . .", "cuối"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\x00b\nc.txt", "a_b_c.txt"),
        ("x\udcff.txt", "x%FF.txt"),
        ("..", ""),
        ("///", ""),
        ("…", ""),
    ],
)
def test_names(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_a_long_name_keeps_its_ending() -> None:
    name = safe_name("ệ" * 500 + ".pdf")
    assert name.endswith("ệ.pdf")
    assert len(name.encode()) <= 180


@given(st.text(alphabet=st.characters(), max_size=300))
def test_whatever_comes_is_one_plain_name_or_none(given: str) -> None:
    name = safe_name(given)
    assert len(name.encode()) <= 200
    assert not set(name) & set('/\\<>:"|?*\0')
    assert name == name.strip() == unicodedata.normalize("NFC", name)
    assert not name.startswith((".", "~$"))
    assert not name.endswith(".")
    assert safe_name(name) == name
