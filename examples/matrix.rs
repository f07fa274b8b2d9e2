//! A small dense matrix of `f64`, stored row by row.

use std::fmt;
use std::ops::{Add, Index, IndexMut, Mul, Sub};

#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    rows: usize,
    columns: usize,
    cells: Vec<f64>,
}

impl Matrix {
    /// A matrix of zeros.
    pub fn zeros(rows: usize, columns: usize) -> Self {
        Matrix {
            rows,
            columns,
            cells: vec![0.0; rows * columns],
        }
    }

    /// The matrix that changes nothing when it is multiplied with.
    pub fn identity(size: usize) -> Self {
        let mut result = Matrix::zeros(size, size);
        for i in 0..size {
            result[(i, i)] = 1.0;
        }
        result
    }

    /// Builds a matrix from its rows. Panics if they are not of one length.
    pub fn from_rows(rows: &[&[f64]]) -> Self {
        let columns = rows.first().map_or(0, |row| row.len());
        assert!(
            rows.iter().all(|row| row.len() == columns),
            "rows differ in length"
        );
        Matrix {
            rows: rows.len(),
            columns,
            cells: rows.concat(),
        }
    }

    /// Rows become columns.
    pub fn transposed(&self) -> Self {
        let mut result = Matrix::zeros(self.columns, self.rows);
        for row in 0..self.rows {
            for column in 0..self.columns {
                result[(column, row)] = self[(row, column)];
            }
        }
        result
    }

    /// The sum of the diagonal.
    pub fn trace(&self) -> f64 {
        (0..self.rows.min(self.columns)).map(|i| self[(i, i)]).sum()
    }

    fn zip_with(&self, other: &Matrix, f: impl Fn(f64, f64) -> f64) -> Matrix {
        assert_eq!(
            (self.rows, self.columns),
            (other.rows, other.columns),
            "shapes differ"
        );
        let cells = self
            .cells
            .iter()
            .zip(&other.cells)
            .map(|(a, b)| f(*a, *b))
            .collect();
        Matrix {
            rows: self.rows,
            columns: self.columns,
            cells,
        }
    }
}

impl Index<(usize, usize)> for Matrix {
    type Output = f64;

    fn index(&self, (row, column): (usize, usize)) -> &f64 {
        &self.cells[row * self.columns + column]
    }
}

impl IndexMut<(usize, usize)> for Matrix {
    fn index_mut(&mut self, (row, column): (usize, usize)) -> &mut f64 {
        &mut self.cells[row * self.columns + column]
    }
}

impl Add for &Matrix {
    type Output = Matrix;

    fn add(self, other: &Matrix) -> Matrix {
        self.zip_with(other, |a, b| a + b)
    }
}

impl Sub for &Matrix {
    type Output = Matrix;

    fn sub(self, other: &Matrix) -> Matrix {
        self.zip_with(other, |a, b| a - b)
    }
}

impl Mul for &Matrix {
    type Output = Matrix;

    fn mul(self, other: &Matrix) -> Matrix {
        assert_eq!(self.columns, other.rows, "shapes do not fit");
        let mut result = Matrix::zeros(self.rows, other.columns);
        for row in 0..self.rows {
            for column in 0..other.columns {
                result[(row, column)] = (0..self.columns)
                    .map(|k| self[(row, k)] * other[(k, column)])
                    .sum();
            }
        }
        result
    }
}

impl fmt::Display for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in self.cells.chunks(self.columns) {
            let cells: Vec<String> = row.iter().map(|cell| format!("{cell:6.2}")).collect();
            writeln!(f, "[{}]", cells.join(" "))?;
        }
        Ok(())
    }
}

fn main() {
    let a = Matrix::from_rows(&[&[1.0, 2.0], &[3.0, 4.0]]);
    let b = Matrix::identity(2);
    print!("{}", &(&a + &b) * &a.transposed());
    println!("trace: {}", (&a - &b).trace());
}
