"""Referral, how soon, asks and agreement, allocation."""
