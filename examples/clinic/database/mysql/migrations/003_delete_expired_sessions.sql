-- Deletes what has expired before a moment (UTC), and selects how many sessions that were.
-- In batches, so that a long neglected table is never locked for long by one statement.
-- A procedure, not a trigger: RDS refuses triggers unless log_bin_trust_function_creators is set.

DELIMITER //

create procedure delete_expired_sessions(in before_time datetime(3))
begin
  declare deleted bigint default 0;
  declare batch bigint default 1;
  while batch > 0 do
    delete from sessions where expires_at <= before_time limit 1000;
    set batch = row_count();
    set deleted = deleted + batch;
  end while;
  delete from failed_logins where failed_at <= before_time - interval 1 day;
  select deleted as deleted;
end//

DELIMITER ;
