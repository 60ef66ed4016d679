create index token_revoked on token (revoked_at);
