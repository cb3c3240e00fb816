-- Requests are found by their reward.
alter table request
    add column reward_currency text generated always as (content -> 'reward' ->> 'currency') stored,
    -- In minor units of its currency.
    add column reward_minor bigint generated always as ((content -> 'reward' ->> 'minor')::bigint) stored;
create index request_reward on request (reward_currency, reward_minor) where state in ('open', 'answered');
