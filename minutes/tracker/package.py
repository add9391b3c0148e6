"""The workbook as a package of parts (OPC): read whole, changed part by part, the rest kept as it is."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from minutes.errors import TrackerError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

MAX_UNPACKED = 2 * 1024**3
"""Bytes that all parts together may have once unpacked."""

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def tag(name: str, namespace: str = MAIN) -> str:
    """The qualified name of an element."""
    return f"{{{namespace}}}{name}"


def namespaces(default: str = MAIN, **prefixes: str) -> dict[str, str]:
    """The namespace map of a new part."""
    # lxml takes None for the default namespace; its stubs do not know.
    found: dict[str, str] = {None: default, **prefixes}  # type: ignore[dict-item]
    return found


def parse_xml(data: bytes, where: str) -> etree._Element:
    """The root of an XML part; entities and the network stay closed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_blank_text=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise TrackerError(f"{where}: this part of the workbook is damaged ({error}).") from error


@dataclass(frozen=True)
class Relation:
    """One relationship of a part; `target` is a part's name, or a URL when external."""

    id: str
    type: str
    target: str
    external: bool


class Package:
    """The parts of a workbook by name, without a leading slash."""

    def __init__(self, parts: dict[str, bytes], times: dict[str, tuple[int, int, int, int, int, int]]) -> None:
        self._parts = parts
        self._times = times
        self._trees: dict[str, etree._Element] = {}
        self._relation_ids: dict[str, set[str]] = {}

    @classmethod
    def of_parts(cls, parts: dict[str, bytes]) -> Package:
        """A new workbook of these parts."""
        return cls(parts, {})

    @classmethod
    def from_bytes(cls, data: bytes, name: str) -> Package:
        """Unpack a workbook; `name` is for messages. What is no .xlsx or .xlsm workbook is a TrackerError."""
        if data.startswith(_OLE):
            raise TrackerError(
                f"{name}: this is an old .xls file or a workbook locked with a password. "
                "Open it in Excel or WPS, take the password off and save it as .xlsx, then run again."
            )
        parts: dict[str, bytes] = {}
        times = {}
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                infos = archive.infolist()
                if sum(info.file_size for info in infos) > MAX_UNPACKED:
                    raise TrackerError(f"{name}: unpacked it would be larger than 2 GB; it is left as it is.")
                for info in infos:
                    if info.is_dir():
                        continue
                    parts[info.filename.lstrip("/")] = archive.read(info)
                    times[info.filename.lstrip("/")] = info.date_time
        except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
            raise TrackerError(
                f"{name}: not a workbook, or a damaged one ({error}). "
                "If a backup stands beside it (.bak), copy that over it and run again."
            ) from error
        if "[Content_Types].xml" not in parts:
            raise TrackerError(f"{name}: a zip file, but no Excel workbook.")
        return cls(parts, times)

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def names(self) -> list[str]:
        """Names of all parts, in the file's order."""
        return list(self._parts)

    def data(self, name: str) -> bytes:
        """The bytes of a part as they would be saved."""
        if name in self._trees:
            return etree.tostring(self._trees[name], xml_declaration=True, encoding="UTF-8", standalone=True)
        return self._parts[name]

    def tree(self, name: str) -> etree._Element:
        """The parsed part, for reading only: changes are saved only after `change`."""
        if name in self._trees:
            return self._trees[name]
        if name not in self._parts:
            raise TrackerError(f"{name}: this part of the workbook is missing.")
        return parse_xml(self._parts[name], name)

    def change(self, name: str, root: etree._Element) -> None:
        """Save this tree as the part from now on."""
        self._trees[name] = root
        self._parts.setdefault(name, b"")
        self._times[name] = _FIXED_TIME

    def put(self, name: str, data: bytes, content_type: str | None = None) -> None:
        """Add or replace a part."""
        self._trees.pop(name, None)
        self._parts[name] = data
        self._times[name] = _FIXED_TIME
        if content_type is not None:
            root = self.tree("[Content_Types].xml")
            if not any(node.get("PartName") == f"/{name}" for node in root.iter(tag("Override", TYPES))):
                etree.SubElement(root, tag("Override", TYPES), PartName=f"/{name}", ContentType=content_type)
                self.change("[Content_Types].xml", root)

    def remove(self, name: str) -> None:
        """Drop a part, its content type and every relationship that points at it."""
        for owner in [part for part in self._parts if part.endswith(".rels")]:
            base = owner.replace("_rels/", "", 1) if owner.startswith("_rels/") else owner.replace("/_rels/", "/")
            source = base.removesuffix(".rels")
            root = self.tree(owner)
            hits = [node for node in root if _resolve(source, node.get("Target") or "") == name]
            if hits:
                for node in hits:
                    root.remove(node)
                self.change(owner, root)
        root = self.tree("[Content_Types].xml")
        for node in [node for node in root if node.get("PartName") == f"/{name}"]:
            root.remove(node)
            self.change("[Content_Types].xml", root)
        self._parts.pop(name, None)
        self._times.pop(name, None)
        self._trees.pop(name, None)

    def relations(self, part: str) -> Iterator[Relation]:
        """The relationships of a part."""
        name = _rels_name(part)
        if name not in self._parts:
            return
        for node in self.tree(name).iter(tag("Relationship", PACKAGE_REL)):
            external = node.get("TargetMode") == "External"
            target = node.get("Target") or ""
            yield Relation(
                node.get("Id") or "",
                node.get("Type") or "",
                target if external else _resolve(part, target),
                external,
            )

    def relate(self, part: str, kind: str, target: str, *, external: bool = False) -> str:
        """A new relationship of a part; its id."""
        name = _rels_name(part)
        if name in self._parts:
            root = self.tree(name)
        else:
            root = etree.Element(tag("Relationships", PACKAGE_REL), nsmap=namespaces(PACKAGE_REL))
        if name not in self._relation_ids:
            self._relation_ids[name] = {node.get("Id") or "" for node in root}
        taken = self._relation_ids[name]
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        taken.add(f"rId{number}")
        node = etree.SubElement(root, tag("Relationship", PACKAGE_REL), Id=f"rId{number}", Type=kind, Target=target)
        if external:
            node.set("TargetMode", "External")
        self.change(name, root)
        return f"rId{number}"

    def to_bytes(self) -> bytes:
        """The package as a zip: parts in their order, times kept, the same bytes for the same parts."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for name in self._parts:
                info = zipfile.ZipInfo(name, self._times.get(name, _FIXED_TIME))
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o600 << 16
                info.create_system = 0
                archive.writestr(info, self.data(name))
        return buffer.getvalue()


def _rels_name(part: str) -> str:
    folder, file = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _resolve(part: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target)).lstrip("/")
