"""Pages of referrals: the list, one referral, its letter, its moves, the leaflet."""
