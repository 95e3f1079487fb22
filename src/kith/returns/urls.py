"""Addresses of the returns' pages."""

from django.urls import path

from kith.returns import views

app_name = "returns"
urlpatterns = [
    path("", views.list_batches, name="list"),
    path("receive/", views.receive, name="receive"),
    path("<uuid:batch_id>/", views.show, name="show"),
    path("<uuid:batch_id>/findings/", views.findings, name="findings"),
    path("<uuid:batch_id>/findings.csv", views.download_findings, name="download_findings"),
    path("<uuid:batch_id>/waiting/", views.waiting_rows, name="waiting_rows"),
    path("<uuid:batch_id>/waiting.csv", views.download_waiting_rows, name="download_waiting_rows"),
    path("<uuid:batch_id>/check-again/", views.check_again, name="check_again"),
    path("<uuid:batch_id>/discard/", views.discard, name="discard"),
]
