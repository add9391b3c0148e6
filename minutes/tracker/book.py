"""An existing workbook opened for patching: its sheets, tables, styles and names, over the package's parts."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass

from lxml import etree

from minutes.errors import TrackerError
from minutes.tracker.cells import escape_xml_text, join_range, split_range
from minutes.tracker.package import REL, STRICT, Package, namespaces, tag
from minutes.tracker.sheet import Sheet, read_shared_strings, stretch

_SHEET_RELATION = f"{REL}/worksheet"
_TABLE_RELATION = f"{REL}/table"
_LINK_RELATION = f"{REL}/hyperlink"
_RELATION_PREFIX = {"r": REL}  # by name, or lxml takes what some other library has registered in this process


@dataclass
class Table:
    """One Excel table: the part it lives in and its XML."""

    part: str
    root: etree._Element

    @property
    def name(self) -> str:
        """Its display name."""
        return self.root.get("displayName") or self.root.get("name") or ""

    @property
    def range(self) -> tuple[int, int, int, int]:
        """First row, first column, last row, last column; header and totals included."""
        return split_range(self.root.get("ref") or "A1")

    @property
    def totals(self) -> int:
        """How many totals rows stand at its end."""
        return int(self.root.get("totalsRowCount") or 0)

    def reach(self, bottom: int) -> None:
        """Let it end at this row, its filter and its totals with it."""
        top, left, _, right = self.range
        self.root.set("ref", join_range(top, left, bottom, right))
        node = self.root.find(tag("autoFilter"))
        if node is not None:
            top, left, _, right = split_range(node.get("ref") or "A1")
            node.set("ref", join_range(top, left, bottom - self.totals, right))

    def add_column(self, header: str) -> int:
        """A further column at the right end; its number in the sheet."""
        top, left, bottom, right = self.range
        self.root.set("ref", join_range(top, left, bottom, right + 1))
        node = self.root.find(tag("autoFilter"))
        if node is not None:
            first, start, last, _ = split_range(node.get("ref") or "A1")
            node.set("ref", join_range(first, start, last, right + 1))
        columns = self.root.find(tag("tableColumns"))
        if columns is not None:
            ids = [int(column.get("id") or 0) for column in columns]
            etree.SubElement(columns, tag("tableColumn"), id=str(max(ids, default=0) + 1), name=escape_xml_text(header))
            columns.set("count", str(len(columns)))
        return right + 1


@dataclass
class SheetEntry:
    """One sheet of the workbook by name; `state` is visible, hidden or veryHidden."""

    name: str
    part: str
    state: str


class Book:
    """A workbook's package with its sheets by name."""

    def __init__(self, package: Package, name: str) -> None:
        self.package = package
        self.name = name
        self.part = self._main_part()
        self.root = package.tree(self.part)
        if self.root.tag != tag("workbook"):
            strict = etree.QName(self.root).namespace == STRICT
            kind = "a Strict Open XML workbook" if strict else "no .xlsx workbook"
            raise TrackerError(f"{name}: {kind}. Save it as “Excel workbook (.xlsx)” and run again.")
        properties = self.root.find(tag("workbookPr"))
        self.since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self._relations = {relation.id: relation for relation in package.relations(self.part)}
        self.entries = self._entries()
        self._strings: list[str] | None = None
        self._sheets: dict[str, Sheet] = {}
        self._tables: dict[str, list[Table]] = {}
        self._changed: set[str] = set()
        self._quoted: dict[str, str] = {}
        self._linked: dict[str, dict[str, etree._Element]] = {}

    def _main_part(self) -> str:
        for relation in self.package.relations(""):
            if relation.type.endswith("/officeDocument") and relation.target in self.package:
                return relation.target
        raise TrackerError(f"{self.name}: a zip file, but no Excel workbook.")

    def _entries(self) -> list[SheetEntry]:
        found = []
        for node in self.root.iter(tag("sheet")):
            relation = self._relations.get(node.get(f"{{{REL}}}id") or "")
            if relation is not None and relation.type == _SHEET_RELATION and relation.target in self.package:
                found.append(SheetEntry(node.get("name") or "", relation.target, node.get("state") or "visible"))
        return found

    @property
    def strings(self) -> list[str]:
        """The shared strings."""
        if self._strings is None:
            part = next(
                (relation.target for relation in self._relations.values() if relation.type.endswith("/sharedStrings")),
                None,
            )
            known = part is not None and part in self.package
            self._strings = read_shared_strings(self.package.tree(part)) if known and part else []
        return self._strings

    def sheet(self, entry: SheetEntry) -> Sheet:
        """The sheet's XML, read once."""
        if entry.part not in self._sheets:
            data = self.package.data(entry.part)
            self._sheets[entry.part] = Sheet(data, self.strings, since_1904=self.since_1904, where=entry.name)
        return self._sheets[entry.part]

    def changed(self, entry: SheetEntry) -> None:
        """Note that the sheet's XML has been changed."""
        self._changed.add(entry.part)

    def to_bytes(self) -> bytes:
        """The workbook with all changes."""
        for part in sorted(self._changed):
            self.package.put(part, self._sheets[part].rows.to_bytes())
        return self.package.to_bytes()

    def tables(self, entry: SheetEntry) -> list[Table]:
        """The tables on a sheet."""
        if entry.part not in self._tables:
            self._tables[entry.part] = [
                Table(relation.target, self.package.tree(relation.target))
                for relation in self.package.relations(entry.part)
                if relation.type == _TABLE_RELATION and relation.target in self.package
            ]
        return self._tables[entry.part]

    def changed_table(self, table: Table) -> None:
        """Note that the table's XML has been changed."""
        self.package.change(table.part, table.root)

    def link(self, entry: SheetEntry, ref: str, target: str) -> None:
        """A link from a cell to a file beside the workbook."""
        sheet = self.sheet(entry)
        holder = sheet.child("hyperlinks")
        if holder is None:
            holder = etree.Element(tag("hyperlinks"))
            sheet.insert(holder)
        if entry.part not in self._linked:
            self._linked[entry.part] = {node.get("ref") or "": node for node in holder}
        old = self._linked[entry.part].get(ref)
        if old is not None:
            # Left behind by a row that was cleared: two links on one cell would be a damaged sheet.
            holder.remove(old)
        identifier = self.package.relate(entry.part, _LINK_RELATION, target, external=True)
        node = etree.SubElement(
            holder, tag("hyperlink"), {"ref": ref, f"{{{REL}}}id": identifier}, nsmap=_RELATION_PREFIX
        )
        self._linked[entry.part][ref] = node

    def quoted_style(self, style: str) -> str:
        """The same style, but marked as text (quotePrefix), so that editing the cell makes no formula of it."""
        if style in self._quoted:
            return self._quoted[style]
        part = next(
            (relation.target for relation in self._relations.values() if relation.type.endswith("/styles")), None
        )
        if part is None or part not in self.package:
            return style
        root = self.package.tree(part)
        formats = root.find(tag("cellXfs"))
        if formats is None or not 0 <= int(style or 0) < len(formats):
            return style
        wanted = copy.deepcopy(formats[int(style or 0)])
        wanted.set("quotePrefix", "1")
        text = etree.tostring(wanted)
        for number, node in enumerate(formats):
            if etree.tostring(node) == text:
                self._quoted[style] = str(number)
                return str(number)
        formats.append(wanted)
        formats.set("count", str(len(formats)))
        self.package.change(part, root)
        self._quoted[style] = str(len(formats) - 1)
        return self._quoted[style]

    def stretch_names(self, sheet: str, first: int, old_last: int, new_last: int) -> None:
        """Let print area and filter names of a sheet that ended at its last data row reach the new one."""
        quoted = re.escape(sheet.replace("'", "''"))
        pattern = re.compile(rf"((?:'{quoted}'|{quoted})!)(\$?[A-Z]+\$?\d+:\$?[A-Z]+\$?\d+)")
        for node in self.root.iter(tag("definedName")):
            if node.get("name") not in ("_xlnm.Print_Area", "_xlnm._FilterDatabase"):
                continue
            text = node.text or ""

            def grow(match: re.Match[str]) -> str:
                plain = match.group(2).replace("$", "")
                grown = stretch(plain, first, old_last, new_last)
                if grown == plain:
                    return match.group()
                return match.group(1) + re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", grown)

            grown = pattern.sub(grow, text)
            if grown != text:
                node.text = grown
                self.package.change(self.part, self.root)

    def recalculate(self) -> None:
        """Have every formula computed on opening; the stale order of calculation is dropped."""
        node = self.root.find(tag("calcPr"))
        if node is None:
            node = etree.Element(tag("calcPr"), calcId="191029")
            later = ("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
                     "fileRecoveryPr", "webPublishObjects", "extLst")  # fmt: skip
            for child in self.root:
                if isinstance(child.tag, str) and etree.QName(child).localname in later:
                    child.addprevious(node)
                    break
            else:
                self.root.append(node)
        if node.get("fullCalcOnLoad") != "1":
            node.set("fullCalcOnLoad", "1")
            self.package.change(self.part, self.root)
        for relation in list(self._relations.values()):
            if relation.type.endswith("/calcChain") and relation.target in self.package:
                self.package.remove(relation.target)

    def add_hidden_sheet(self, name: str) -> SheetEntry:
        """A new hidden sheet at the end."""
        number = 1
        while f"xl/worksheets/sheet{number}.xml" in self.package:
            number += 1
        part = f"xl/worksheets/sheet{number}.xml"
        root = etree.Element(tag("worksheet"), nsmap=namespaces(r=REL))
        etree.SubElement(root, tag("sheetData"))
        self.package.put(
            part,
            etree.tostring(root),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
        )
        identifier = self.package.relate(self.part, _SHEET_RELATION, f"/{part}")
        holder = self.root.find(tag("sheets"))
        if holder is None:
            raise TrackerError(f"{self.name}: a workbook without sheets.")
        numbers = [int(node.get("sheetId") or 0) for node in holder]
        etree.SubElement(
            holder,
            tag("sheet"),
            {"name": name, "sheetId": str(max(numbers, default=0) + 1), "state": "hidden", f"{{{REL}}}id": identifier},
            nsmap=_RELATION_PREFIX,
        )
        self.package.change(self.part, self.root)
        self._relations = {relation.id: relation for relation in self.package.relations(self.part)}
        entry = SheetEntry(name, part, "hidden")
        self.entries.append(entry)
        return entry
