-- Why something did not arrive: what files brought, and what the erasure of a conversation did.
alter table delivery drop constraint delivery_notice_check;
alter table delivery add constraint delivery_notice_check check (notice in (
    'gone', 'refused', 'dead', 'unsure', 'erased', 'file-large', 'file-kind', 'file-broken', 'file-locked',
    'file-author', 'file-lost', 'file-there'
));
