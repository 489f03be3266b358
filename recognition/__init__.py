"""The house *recognition*: nominate, thank, judge fairly, announce.

The rooms, in the order of a nomination's life; a room may look back, never forward:

    audit        what happened, by whom
    mail         the outbox
    people       organisations, teams, the directory, accounts, sign-in, roles
    languages    our own words in Welsh: reviewed, and made better
    resources    good practice, shown alongside
    schemes      schemes, categories, questions, criteria, rounds
    nominations  drafting, checking, sending, withdrawing; candidacies
    thanks       the nominee's private page; the one dated consent table
    panel        seats, interests, assignment, phases, reading, scoring, results
    winners      decisions, citations, announcement
    newsletter   packs for communications teams
    privacy      retention, subject access, erasure: reads every room
    hall, demo   the entrance; a believable organisation to try it on

In every room the doors have the same names: rules decide, models store, queries answer, actions
change, forms ask, views show. Start with the `views.py` of the room you are looking for.
"""
