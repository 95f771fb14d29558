"""Benchmarks: the product measured beside peers over the same rows. Run by `kooperacja bench NAME`.

Nothing here is a part of the product. A benchmark builds its data from a seed, compares results before
it measures times, and judges ratios of things that it ran alternately (docs/performance.md).
"""
