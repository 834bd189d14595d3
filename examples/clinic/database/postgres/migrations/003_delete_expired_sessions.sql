-- Deletes what has expired before a moment, and returns how many sessions that were.
-- In batches, so that a long neglected table is never locked for long by one statement.

create function delete_expired_sessions(before_time timestamptz) returns bigint
language plpgsql
as $$
declare
  deleted bigint := 0;
  batch   bigint;
begin
  loop
    delete from sessions
     where token_sha256 in (select token_sha256 from sessions where expires_at <= before_time limit 1000);
    get diagnostics batch = row_count;
    exit when batch = 0;
    deleted := deleted + batch;
  end loop;
  delete from failed_logins where failed_at <= before_time - interval '1 day';
  return deleted;
end;
$$;
