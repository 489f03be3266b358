"""What says that a number belongs to a thing, in a text of plain characters."""

import re

# “order 9990109281”, “asset no. 00481223”: read at the end of what stands before a number.
OF_A_THING = re.compile(
    r"\b(?:isbn|order|invoice|tracking|parcel|po|serial|asset|barcode|account|datix)\b"
    r"(?:[ ]?(?:numbers?|no|num|ref|reference|tag|code|id|is|was)\b|[ :.#(-]){0,5}$",
    re.I,
)
# The same, where the number has only the shape of a hospital number: colleagues and rooms too.
OF_SOMETHING_ELSE = re.compile(
    r"\b(?:datix|incident|asset|serial|sn|s/n|order|invoice|job|ticket|ref|reference|call|po|badge"
    r"|pin|model|part|barcode|payroll|staff|employee|assignment|licen[cs]e|registration|nmc|gmc"
    r"|hcpc|room|code|batch|lot|parcel|tracking|claim|receipt|account|policy|grant|form|version)\b"
    r"(?:\bno\.|[^.;!?\n]){0,20}$",
    re.I,
)
