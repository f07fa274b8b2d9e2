import { describe, expect, it } from 'vitest';
import { requestsFor } from '../../../../src/testing/trials/go-requests.ts';

const TEXT =
  'package m\n\ntype Item struct {\n\tID int `json:"id"`\n\tName string\n\thidden bool\n\tSecret string `json:"-"`\n}\n';

describe('requests', () => {
  it.each([
    [
      'id := r.URL.Query().Get("id")',
      [
        'httptest.NewRequest("GET", "/a/?id=2", nil)',
        'httptest.NewRequest("GET", "/a/", nil)',
        'httptest.NewRequest("GET", "/a/?id=a", nil)',
      ],
    ],
    [
      'if r.Method != http.MethodPut {',
      ['httptest.NewRequest("PUT", "/a/", nil)', 'httptest.NewRequest("GET", "/a/", nil)'],
    ],
    [
      'var item Item\nerr := json.NewDecoder(r.Body).Decode(&item)',
      [
        String.raw`httptest.NewRequest("POST", "/a/", strings.NewReader("{\"id\": 2, \"Name\": \"a b\"}"))`,
        'httptest.NewRequest("POST", "/a/", strings.NewReader("{}"))',
        'httptest.NewRequest("POST", "/a/", strings.NewReader("{"))',
      ],
    ],
    [
      'var given struct {\n\tAge int `json:"age"`\n}\njson.NewDecoder(r.Body).Decode(&given)',
      [String.raw`httptest.NewRequest("POST", "/a/", strings.NewReader("{\"age\": 2}"))`],
    ],
    ['data, err := io.ReadAll(r.Body)', ['httptest.NewRequest("POST", "/a/", strings.NewReader("a b"))']],
    [
      'r.Header.Get("A") == "b" && r.PathValue("id") != ""',
      [
        'func() *http.Request { request := httptest.NewRequest("GET", "/a/", nil); request.Header.Set("A", "b"); request.SetPathValue("id", "2"); return request }()',
        'func() *http.Request { request := httptest.NewRequest("GET", "/a/", nil); request.SetPathValue("id", "2"); return request }()',
      ],
    ],
  ])('have what %j reads', (code, some) => expect(requestsFor(code, TEXT)).toEqual(expect.arrayContaining(some)));

  it('have no body where a method has none', () => {
    const code = 'switch r.Method {\ncase http.MethodGet:\ncase http.MethodPost:\n\tio.ReadAll(r.Body)\n}';
    const requests = requestsFor(code, TEXT);
    expect(requests[0]).toBe('httptest.NewRequest("GET", "/a/", nil)');
    expect(requests).toContain('httptest.NewRequest("POST", "/a/", strings.NewReader("a b"))');
    expect(requests).toContain('httptest.NewRequest("POST", "/a/", strings.NewReader(""))');
  });

  it('are the usual ones where nothing is read', () => expect(requestsFor('next.ServeHTTP(w, r)', TEXT)).toEqual([]));
});
