"""Documents of an administration, written: Word by the layout of Decree 30/2020/NĐ-CP, and sheets for Excel. Pure.

``page`` sets paper, fonts and page numbers; ``decree`` the parts of Annex I; ``decision`` puts them together;
``markup`` turns our HTML into runs; ``sheet`` writes and reads workbooks.
"""
