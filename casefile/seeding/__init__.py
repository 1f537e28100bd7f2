"""A made-up caseload, to try the desk out and to measure it: as many files as asked for, in batches.

A story (`moulds`) goes through the ordinary process once, and its rows are the mould of many files (`casts`):
each with other names, addresses, accounts and photo numbers, sealed and found by digests of its own. Facts
and findings rest on nothing that differs between the files of one mould, so each file has the very findings
that the ordinary process would give it; a test compares them row by row.

What is not made: messages and packets (nothing may be sent to nobody), links between files and flags
(`requeue --related` finds them), decisions (nobody decided). Every file names a source whose code begins
with `people.MADE_UP`, by which lists and reports tell it from a real one.
"""
