"""The encoding of a text file: found by its marks and its bytes, and proved on the whole file."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from forms.importing.reading.findings import Finding, Report, Stop

CHUNK = 1 << 20
SAMPLE = 1 << 18
MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
LABELS: Mapping[str, str] = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 BOM",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "gbk": "GBK",
    "gb18030": "GB18030",
    "big5": "Big5",
    "shift_jis": "Shift_JIS",
    "euc-kr": "EUC-KR",
    "cp1252": "Windows-1252",
    "cp1251": "Windows-1251",
}
FEWEST = 3  # zeros that tell UTF-16 from a stray NUL
SURE = 0.6  # of the characters beyond ASCII are common ones of the encoding


@dataclass(frozen=True)
class Fault:
    """The first place where bytes are not of the encoding, or are NUL."""

    line: int
    nul: bool


def detect_encoding(path: Path, chosen: str | None, report: Report) -> str:
    """The codec that reads the whole file. Raises Stop where none does, or where the chosen one does not."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    known = _chosen(chosen) or _marked(sample) or _wide(sample)
    if known:
        return _proved(path, known)
    fault = first_fault(path, "utf-8")
    if fault is None:
        return "utf-8"
    if fault.nul:
        raise Stop("import.nul", f"{fault.line}:1", line=fault.line)
    return _legacy(path, sample, fault, report)


def _chosen(name: str | None) -> str | None:
    if name is None:
        return None
    codec = {label.lower(): codec for codec, label in LABELS.items()}.get(name.lower(), name.lower())
    if codec not in LABELS:
        raise Stop("import.encoding_unknown", encoding=name, known=list(LABELS.values()))
    return codec


def _marked(sample: bytes) -> str | None:
    return next((codec for mark, codec in MARKS if sample.startswith(mark)), None)


def _wide(sample: bytes) -> str | None:
    """UTF-16 without its mark: zeros, and line ends, digits and commas once the bytes are paired the right way."""
    if sample.count(0) < FEWEST:
        return None
    letters = {codec: sample.decode(codec, "ignore") for codec in ("utf-16-le", "utf-16-be")}
    plain = {codec: sum("\0" < letter <= "\x7f" for letter in text) for codec, text in letters.items()}
    best = max(plain, key=lambda codec: plain[codec])
    return best if plain[best] * 50 >= len(letters[best]) and plain[best] > 0 else None


def _proved(path: Path, codec: str) -> str:
    fault = first_fault(path, codec)
    if fault is None:
        return codec
    if fault.nul:
        raise Stop("import.nul", f"{fault.line}:1", line=fault.line)
    raise Stop("import.bad_bytes", f"{fault.line}:1", line=fault.line, encoding=LABELS[codec])


def _legacy(path: Path, sample: bytes, fault: Fault, report: Report) -> str:
    """The likeliest encoding of a file that is not UTF-8 all through."""
    if _broken(sample):
        raise Stop("import.bad_bytes", f"{fault.line}:1", line=fault.line, encoding=LABELS["utf-8"])
    scores = {
        "gb18030": _han(sample, "gb18030", "gb2312", 0xB0, 0xD7),
        "big5": _han(sample, "big5", "big5", 0xA4, 0xC6),
        "cp1252": _western(sample),
    }
    for codec in sorted(scores, key=lambda codec: -scores[codec]):
        if first_fault(path, codec) is None:
            if scores[codec] < SURE or codec == "cp1252":
                report(Finding("import.encoding_guessed", {"encoding": LABELS[codec]}))
            return "gbk" if codec == "gb18030" and first_fault(path, "gbk") is None else codec
    raise Stop("import.bad_bytes", f"{fault.line}:1", line=fault.line, encoding=LABELS["utf-8"])


def _broken(sample: bytes) -> bool:
    """The sample is UTF-8 but for a few bytes."""
    letters = [letter for letter in sample.decode("utf-8", "replace") if letter > "\x7f"]
    return len(letters) > 3 and letters.count("\ufffd") * 4 < len(letters)


def _han(sample: bytes, codec: str, basic: str, first: int, last: int) -> float:
    """The share of common characters among those beyond ASCII."""
    letters = [letter for letter in sample.decode(codec, "ignore") if letter > "\x7f"]
    common = 0
    for letter in letters:
        lead = letter.encode(basic, "ignore")[:1]
        common += bool(lead) and (first <= lead[0] <= last or 0xA1 <= lead[0] <= 0xA3)
    return common / len(letters) if letters else 0.0


def _western(sample: bytes) -> float:
    """The share of letters beyond ASCII that stand between ASCII ones, as accents do."""
    text = f" {sample.decode('cp1252', 'replace')} "
    strange = [at for at, letter in enumerate(text) if letter > "\x7f"]
    alone = sum(1 for at in strange if text[at - 1] < "\x80" and text[at + 1] < "\x80" and text[at] != "\ufffd")
    return alone / len(strange) if strange else 0.0


def first_fault(path: Path, codec: str) -> Fault | None:
    """The first fault of the file in this encoding, or None if all of it is well."""
    decoder = codecs.getincrementaldecoder(codec)()
    line = 1
    with path.open("rb") as file:
        while True:
            chunk = file.read(CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return Fault(line + error.object[: error.start].count(b"\n"), nul=False)
            if "\0" in text:
                return Fault(line + text[: text.index("\0")].count("\n"), nul=True)
            if not chunk:
                return None
            line += text.count("\n")
