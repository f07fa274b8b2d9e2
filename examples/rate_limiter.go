// Command rate_limiter shows a token bucket that limits how often each client may call.
package main

import (
	"errors"
	"fmt"
	"sync"
	"time"
)

// ErrLimited is returned to a client that has no token left.
var ErrLimited = errors.New("rate limit exceeded")

// bucket holds the tokens of one client.
type bucket struct {
	tokens  float64
	updated time.Time
}

// Limiter allows each client a burst of calls and then a steady rate. It is safe for concurrent use.
type Limiter struct {
	mu      sync.Mutex
	rate    float64 // tokens per second
	burst   float64 // tokens that a bucket holds at most
	buckets map[string]*bucket
	now     func() time.Time
}

// NewLimiter returns a limiter that allows rate calls per second and bursts of burst calls.
func NewLimiter(rate, burst float64, now func() time.Time) *Limiter {
	return &Limiter{
		rate:    rate,
		burst:   burst,
		buckets: make(map[string]*bucket),
		now:     now,
	}
}

// Allow takes one token of the client's, or returns ErrLimited.
func (l *Limiter) Allow(client string) error {
	l.mu.Lock()
	defer l.mu.Unlock()

	b := l.refill(client)
	if b.tokens < 1 {
		return ErrLimited
	}
	b.tokens--
	return nil
}

// Wait returns how long the client has to wait for its next token.
func (l *Limiter) Wait(client string) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()

	b := l.refill(client)
	if b.tokens >= 1 {
		return 0
	}
	missing := 1 - b.tokens
	return time.Duration(missing / l.rate * float64(time.Second))
}

// Forget drops the buckets that nobody used for the given time, and returns how many it dropped.
func (l *Limiter) Forget(unused time.Duration) int {
	l.mu.Lock()
	defer l.mu.Unlock()

	dropped := 0
	limit := l.now().Add(-unused)
	for client, b := range l.buckets {
		if b.updated.Before(limit) {
			delete(l.buckets, client)
			dropped++
		}
	}
	return dropped
}

// refill adds the tokens that have come up since the last call. The caller holds the lock.
func (l *Limiter) refill(client string) *bucket {
	now := l.now()
	b, ok := l.buckets[client]
	if !ok {
		b = &bucket{tokens: l.burst, updated: now}
		l.buckets[client] = b
		return b
	}
	elapsed := now.Sub(b.updated).Seconds()
	b.tokens = min(l.burst, b.tokens+elapsed*l.rate)
	b.updated = now
	return b
}

func main() {
	clock := time.Date(2024, time.January, 1, 12, 0, 0, 0, time.UTC)
	limiter := NewLimiter(2, 3, func() time.Time { return clock })

	for call := 1; call <= 5; call++ {
		if err := limiter.Allow("alice"); err != nil {
			fmt.Printf("call %d: %v, wait %v\n", call, err, limiter.Wait("alice"))
			continue
		}
		fmt.Printf("call %d: allowed\n", call)
	}

	clock = clock.Add(time.Minute)
	fmt.Println("forgotten:", limiter.Forget(30*time.Second))
}
