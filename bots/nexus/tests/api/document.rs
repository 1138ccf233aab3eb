//! The OpenAPI document is a contract.

use serde_json::Value;

use super::support::{Answer, World};

#[tokio::test]
async fn the_document_is_what_was_agreed() {
    let world = World::new().await;
    let answer = Answer::of(world.bare(reqwest::Method::GET, "/openapi.json")).await;
    let document: Value = answer.expect(200);
    let text = serde_json::to_string_pretty(&document).expect("JSON");
    insta::assert_snapshot!("openapi", text);
}

/// Each reference leads somewhere, and each operation says how it fails.
#[tokio::test]
async fn the_document_is_whole() {
    let world = World::new().await;
    let document = Answer::of(world.bare(reqwest::Method::GET, "/openapi.json")).await.expect(200);
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 50);
    for reference in references {
        let pointer = reference.strip_prefix('#').expect("local");
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            let responses = operation["responses"].as_object().expect("responses");
            for status in ["401", "429", "500", "503"] {
                assert!(responses.contains_key(status), "{method} {path} says nothing of {status}");
            }
            for (status, response) in responses {
                let described = response["description"].as_str().is_some_and(|text| !text.is_empty());
                assert!(described || status == "200", "{method} {path} {status}");
                if status.as_str() >= "400" {
                    let schema = &response["content"]["application/json"]["schema"]["$ref"];
                    assert_eq!(schema, "#/components/schemas/Error", "{method} {path} {status}");
                }
            }
            assert!(operation["summary"].as_str().is_some_and(|text| !text.is_empty()), "{method} {path}");
        }
    }
}

fn collect<'a>(value: &'a Value, references: &mut Vec<&'a str>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                if let ("$ref", Some(reference)) = (name.as_str(), value.as_str()) {
                    references.push(reference);
                }
                collect(value, references);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, references)),
        _ => {}
    }
}
