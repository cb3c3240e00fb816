//! The parameters of one call, however they came: JSON, form, query or multipart.

use std::borrow::Cow;
use std::collections::HashMap;

use axum::body::{Body, Bytes};
use axum::extract::{Form, FromRequest, Multipart, Query};
use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use super::refusal::Refusal;

/// The largest body taken: Telegram lets a bot upload 50 MB, plus room for the other fields.
pub(super) const BODY_LIMIT: usize = 52 << 20;

/// A file of a multipart body.
#[derive(Debug, Clone)]
pub(super) struct Upload {
    pub(super) file_name: String,
    pub(super) mime: Option<String>,
    pub(super) bytes: Bytes,
}

/// The parameters of one call.
#[derive(Debug, Default)]
pub(super) struct Params {
    pub(super) values: Map<String, Value>,
    files: HashMap<String, Upload>,
}

type Pairs = Vec<(String, String)>;

impl Params {
    /// Reads a request whole.
    pub(super) async fn read(request: Request<Body>) -> Result<Self, Refusal> {
        let mut params = Self::default();
        if let Ok(Query(pairs)) = Query::<Pairs>::try_from_uri(request.uri()) {
            params.put_pairs(pairs);
        }
        let kind = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        if kind.starts_with("application/json") {
            params.read_json(request).await?;
        } else if kind.starts_with("multipart/form-data") {
            Box::pin(params.read_multipart(request)).await?;
        } else if kind.starts_with("application/x-www-form-urlencoded")
            && let Ok(Form(pairs)) = Form::<Pairs>::from_request(request, &()).await
        {
            params.put_pairs(pairs);
        }
        params.values.retain(|_, value| !value.is_null());
        Ok(params)
    }

    fn put_pairs(&mut self, pairs: Pairs) {
        for (name, value) in pairs {
            self.values.insert(name, Value::String(value));
        }
    }

    async fn read_json(&mut self, request: Request<Body>) -> Result<(), Refusal> {
        let body =
            axum::body::to_bytes(request.into_body(), BODY_LIMIT).await.map_err(|_| Refusal::too_large())?;
        if body.is_empty() {
            return Ok(());
        }
        let object: Map<String, Value> = serde_json::from_slice(&body)
            .map_err(|_| Refusal::bad("can't parse the request as a JSON object"))?;
        self.values.extend(object);
        Ok(())
    }

    async fn read_multipart(&mut self, request: Request<Body>) -> Result<(), Refusal> {
        let broken = |_| Refusal::bad("can't parse the multipart body");
        let mut form = Multipart::from_request(request, &())
            .await
            .map_err(|_| Refusal::bad("can't parse the multipart body"))?;
        while let Some(field) = form.next_field().await.map_err(broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            let file_name = field.file_name().map(str::to_owned);
            let mime = field.content_type().map(str::to_owned);
            let bytes = field.bytes().await.map_err(|error| match error.status() {
                axum::http::StatusCode::PAYLOAD_TOO_LARGE => Refusal::too_large(),
                _ => broken(error),
            })?;
            match file_name {
                Some(file_name) => {
                    self.files.insert(name, Upload { file_name, mime, bytes });
                }
                None => {
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    self.values.insert(name, Value::String(text));
                }
            }
        }
        Ok(())
    }

    /// A file part by its field name.
    pub(super) fn file(&self, name: &str) -> Option<&Upload> {
        self.files.get(name)
    }

    /// A text; numbers are taken as their digits.
    pub(super) fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        match self.values.get(name)? {
            Value::String(text) => Some(Cow::Borrowed(text)),
            Value::Number(number) => Some(Cow::Owned(number.to_string())),
            _ => None,
        }
    }

    /// A whole number; digits in a text are taken too.
    pub(super) fn int(&self, name: &str) -> Option<i64> {
        int(self.values.get(name)?)
    }

    /// A number; digits in a text are taken too.
    pub(super) fn float(&self, name: &str) -> Option<f64> {
        match self.values.get(name)? {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// A flag, false when it is absent.
    pub(super) fn flag(&self, name: &str) -> bool {
        match self.values.get(name) {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::String(text)) => {
                matches!(text.to_ascii_lowercase().as_str(), "true" | "yes" | "1")
            }
            Some(Value::Number(number)) => number.as_i64() == Some(1),
            _ => false,
        }
    }

    /// A structured value: as it is in a JSON body, or its JSON text in any other.
    pub(super) fn json(&self, name: &str) -> Result<Option<Cow<'_, Value>>, Refusal> {
        match self.values.get(name) {
            None => Ok(None),
            Some(Value::String(text)) if text.is_empty() => Ok(None),
            Some(Value::String(text)) => serde_json::from_str(text)
                .map(|value| Some(Cow::Owned(value)))
                .map_err(|_| Refusal::bad(&format!("can't parse {name} JSON object"))),
            Some(value) => Ok(Some(Cow::Borrowed(value))),
        }
    }

    /// The chat that the call is about. A public name stands for no private chat.
    pub(super) fn chat_id(&self) -> Result<i64, Refusal> {
        match self.values.get("chat_id") {
            None => Err(Refusal::bad("chat_id is empty")),
            Some(value) => int(value).ok_or_else(|| Refusal::bad("chat not found")),
        }
    }
}

/// A whole number from a JSON number or from the digits in a text.
pub(super) fn int(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}
