use std::collections::HashMap;

use super::*;

fn read(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let variables: HashMap<&str, &str> = variables.iter().copied().collect();
    Config::read(&|name| variables.get(name).map(|value| (*value).to_owned()))
}

#[test]
fn nothing_set_is_everything_embedded() {
    let config = read(&[]).unwrap();
    assert!(config.database.is_none() && config.telegram.is_none() && config.queue.is_none());
    assert_eq!(config.public_url, "http://127.0.0.1:8080");
    assert_eq!(config.data_dir, PathBuf::from(".nwassik"));
}

#[test]
fn contact_details_are_masked_unless_the_operator_says_otherwise() {
    assert_eq!(read(&[]).unwrap().contacts, Policy::Mask);
    for (name, policy) in [("mask", Policy::Mask), ("warn", Policy::Warn), ("hold", Policy::Hold)] {
        assert_eq!(read(&[("NWASSIK_CONTACTS", name)]).unwrap().contacts, policy);
    }
}

#[test]
fn an_empty_variable_counts_as_not_set() {
    assert!(read(&[("TELEGRAM_BOT_TOKEN", " "), ("DATABASE_URL", "")]).unwrap().telegram.is_none());
}

#[test]
fn a_wrong_value_is_named_with_an_example_and_never_shown() {
    let wrong = [
        ("HTTP_ADDR", "s3cret"),
        ("PUBLIC_URL", "s3cret"),
        ("DATABASE_URL", "mysql://s3cret"),
        ("NWASSIK_MASTER_KEY", "s3cret"),
        ("NWASSIK_MASTER_KEY_OLD", "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=,s3cret"),
        ("KMS_KEY_ID", "s3cret s3cret"),
        ("S3_BUCKET", "S3CRET s3cret"),
        ("SQS_QUEUE_URL", "s3cret"),
        ("REDIS_URL", "http://s3cret"),
        ("AWS_ENDPOINT_URL", "ftp://s3cret"),
        ("TELEGRAM_BOT_TOKEN", "s3cret"),
        ("TELEGRAM_API_URL", "s3cret"),
        ("TELEGRAM_PER_SECOND", "s3cret"),
        ("NWASSIK_CONTACTS", "s3cret"),
        ("LOG_FORMAT", "s3cret"),
    ];
    for (name, value) in wrong {
        let error = read(&[(name, value)]).unwrap_err();
        assert_eq!(error.0.len(), 1, "{name}");
        let text = error.to_string();
        assert!(text.starts_with(&format!("{name} cannot be used: expected ")), "{text}");
        assert!(!text.to_lowercase().contains("s3cret"), "{text}");
    }
    assert_eq!(read(&wrong).unwrap_err().0.len(), wrong.len());
}

#[test]
fn a_webhook_needs_the_public_address() {
    let token = ("TELEGRAM_BOT_TOKEN", "1:abc");
    let error = read(&[token, ("TELEGRAM_WEBHOOK_SECRET", "abc")]).unwrap_err();
    assert_eq!(error.0.first().unwrap().variable, "PUBLIC_URL");
    assert!(read(&[token, ("TELEGRAM_WEBHOOK_SECRET", "abc"), ("PUBLIC_URL", "https://a.example/")]).is_ok());
    assert!(read(&[token, ("TELEGRAM_WEBHOOK_SECRET", "a b"), ("PUBLIC_URL", "https://a.example")]).is_err());
}

#[test]
fn topics_are_on_unless_the_operator_says_otherwise() {
    let topics = |more: &[(&str, &str)]| {
        let all = [&[("TELEGRAM_BOT_TOKEN", "1:abc")], more].concat();
        read(&all).map(|config| config.telegram.unwrap().topics)
    };
    assert!(topics(&[]).unwrap());
    assert!(topics(&[("TELEGRAM_TOPICS", "on")]).unwrap());
    assert!(!topics(&[("TELEGRAM_TOPICS", "off")]).unwrap());
    assert!(topics(&[("TELEGRAM_TOPICS", "perhaps")]).is_err());
}

#[test]
fn messenger_needs_its_three_variables_together() {
    let error = read(&[("MESSENGER_PAGE_TOKEN", "abc")]).unwrap_err();
    let missing: Vec<&str> = error.0.iter().map(|problem| problem.variable).collect();
    assert_eq!(missing, ["MESSENGER_APP_SECRET", "MESSENGER_VERIFY_TOKEN"]);
}

#[test]
fn no_secret_is_shown() {
    let config = read(&[
        ("TELEGRAM_BOT_TOKEN", "1:s3cret"),
        ("DATABASE_URL", "postgres://a:s3cret@b/c"),
        ("REDIS_URL", "redis://a:s3cret@b/1"),
        ("TELEGRAM_WEBHOOK_SECRET", "s3cret"),
        ("PUBLIC_URL", "https://a.example"),
    ])
    .unwrap();
    assert!(!format!("{config:?}").contains("s3cret"));
    assert!(!config.summary().join("\n").contains("s3cret"));
}

#[test]
fn where_the_master_key_is_is_told_and_the_key_is_not() {
    let key = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
    let told = |variables: &[(&str, &str)]| {
        let config = read(variables).unwrap();
        let text = format!("{config:?}\n{}", config.summary().join("\n"));
        assert!(!text.contains(key) && !text.contains("1, 1, 1"), "{text}");
        config.summary().into_iter().find(|line| line.starts_with("master key")).unwrap()
    };
    assert!(told(&[]).contains(".nwassik/master.key"));
    assert!(told(&[("KMS_KEY_ID", "alias/nwassik")]).ends_with("KMS_KEY_ID"));
    assert!(told(&[("NWASSIK_MASTER_KEY", key)]).ends_with("NWASSIK_MASTER_KEY"));
    let both = [key, key].join(", ");
    let old = [("NWASSIK_MASTER_KEY", key), ("NWASSIK_MASTER_KEY_OLD", both.as_str())];
    assert!(told(&old).ends_with("former ones: 2"));
}

#[test]
fn what_is_not_built_yet_is_pointed_out() {
    assert_eq!(read(&[("SMTP_URL", "x")]).unwrap().unused, ["SMTP_URL"]);
}

#[test]
fn a_queue_is_named_by_account_and_name() {
    let fits = |url: &str| read(&[("SQS_QUEUE_URL", url)]).is_ok();
    assert!(fits("https://sqs.eu-west-3.amazonaws.com/123456789012/nwassik-rings"));
    assert!(fits("http://127.0.0.1:4566/000000000000/nwassik"));
    let long = format!("https://sqs.eu-west-3.amazonaws.com/123456789012/{}", "a".repeat(76));
    for wrong in [
        "https://sqs.eu-west-3.amazonaws.com",
        "https://sqs.eu-west-3.amazonaws.com/nwassik",
        "https://sqs.eu-west-3.amazonaws.com/123456789012/nwassik.fifo",
        "https://sqs.eu-west-3.amazonaws.com/123456789012/nwassik/more",
        &long,
    ] {
        assert!(!fits(wrong), "{wrong}");
    }
}

#[test]
fn the_summary_tells_which_bell_and_which_limits_are_in_use() {
    let says = |config: &Config, line: &str| config.summary().contains(&line.to_owned());
    let config = read(&[]).unwrap();
    assert!(says(&config, "bell         in process"));
    assert!(says(&config, "limits       of this process alone"));
    let queue = "https://sqs.eu-west-3.amazonaws.com/123456789012/nwassik";
    let config = read(&[("SQS_QUEUE_URL", queue), ("REDIS_URL", "rediss://redis.example")]).unwrap();
    assert!(says(&config, "bell         SQS_QUEUE_URL"));
    assert!(says(&config, "limits       shared through REDIS_URL"));
}
