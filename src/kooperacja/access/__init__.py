"""The access kernel: labels, grounds as data, `visible`, `decide`, `explain`, "who can see this".

It knows no person, case or referral: it decides over labels (owner, anchor, subject, category,
level). Nothing else in the house opens a protected row. See DESIGN 4 and kernel.md.
"""
