"""Files that people attach (scans of signed papers, attachments), and papers that the product prints.

A stored file is a protected row; its bytes lie sealed in the data folder and are reached through the
row alone. A printed paper is a tagged PDF made of plain data by a template: whatever a person typed
stays a text in it. What a file or a paper means is known above (`cases`, `sharing`), not here.
"""
