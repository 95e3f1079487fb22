"""Pictures as SVG text from plain values; standard library only, no Django."""

from kith.ui.charts.bars import Bar, bar_chart, funnel
from kith.ui.charts.svg import NARROW, WIDE, Layout
from kith.ui.charts.timeline import Row, Span, care_timeline, rows, summary

__all__ = ["NARROW", "WIDE", "Bar", "Layout", "Row", "Span", "bar_chart", "care_timeline", "funnel", "rows", "summary"]
