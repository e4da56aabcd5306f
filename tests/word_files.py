"""Word documents in the forms of their makers, packed from a few lines of their XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

WORD_STYLES = """\
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/>
<w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Liste"><w:name w:val="List Bullet 2"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Fett"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Geheim"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr>
</w:style>"""
LIBRE_STYLES = """\
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="Heading 1"/>
<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Our own"/>
<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>"""
LISTS = """\
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="9"><w:lvl w:ilvl="0"><w:numFmt w:val="lowerLetter"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="9"/></w:num>"""


def paragraph(text: str, style: str = "", number: str = "", depth: int = 0) -> str:
    """A paragraph; `text` is words, or runs of XML."""
    form = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        form += f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    inner = text if text.startswith("<") else run(text)
    return f"<w:p><w:pPr>{form}</w:pPr>{inner}</w:p>"


def run(text: str, form: str = "") -> str:
    """A run of words in a form."""
    return f'<w:r><w:rPr>{form}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def word_file(
    body: str,
    *,
    styles: str = WORD_STYLES,
    links: Mapping[str, str] | None = None,
    parts: Mapping[str, str] | None = None,
    media: Mapping[str, bytes] | None = None,
) -> bytes:
    """A document.

    Args:
        body: the XML of its paragraphs and tables.
        styles: the XML of its styles.
        links: the addresses that it links to, by id.
        parts: the XML of further parts by name, such as `comments`.
        media: its pictures by id; each name is `media/ID.png`.
    """
    relations = [("styles", "styles.xml", ""), ("numbering", "numbering.xml", "")]
    files = {
        "word/document.xml": f"<w:document {_NS}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": f"<w:styles {_NS}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_NS}>{LISTS}</w:numbering>",
    }
    for name, xml in (parts or {}).items():
        files[f"word/{name}.xml"] = f"<w:{name} {_NS}>{xml}</w:{name}>"
        relations.append((name.rstrip("0123456789"), f"{name}.xml", ""))
    named = [
        f'<Relationship Id="x{n}" Type="{_KIND}/{kind}" Target="{target}"/>'
        for n, (kind, target, _) in enumerate(relations)
    ]
    named += [
        f'<Relationship Id="{one}" Type="{_KIND}/hyperlink" Target="{to}" TargetMode="External"/>'
        for one, to in (links or {}).items()
    ]
    named += [
        f'<Relationship Id="{one}" Type="{_KIND}/image" Target="media/{one}.png"/>'
        for one in media or {}
    ]
    files["word/_rels/document.xml.rels"] = f"<Relationships>{''.join(named)}</Relationships>"
    files["_rels/.rels"] = (
        f'<Relationships><Relationship Id="a" Type="{_KIND}/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
        for name, data in (media or {}).items():
            archive.writestr(f"word/media/{name}.png", data)
    return made.getvalue()
