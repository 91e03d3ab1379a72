"""Well-known data files: what their names mean, and the columns that everybody's code expects in them."""

import re

from clearprop.read.surroundings.files.layout import Column, Layout, classes, named, reals

IRIS = classes("species", "Iris-setosa", "Iris-versicolor", "Iris-virginica")
ONE_TO_THREE, BINARY = classes("class", "1", "2", "3"), classes("class", "0", "1")
DIGIT = classes("label", *map(str, range(10)))

WINE_QUALITY = (
    "fixed acidity,volatile acidity,citric acid,residual sugar,chlorides,free sulfur dioxide,total sulfur dioxide,"
    "density,pH,sulphates,alcohol"
)
DIABETES = "Pregnancies,Glucose,BloodPressure,SkinThickness,Insulin,BMI,DiabetesPedigreeFunction,Age"
HEART = "age,sex,cp,trestbps,chol,fbs,restecg,thalach,exang,oldpeak,slope,ca,thal"
ADVERTS = (
    Column("User ID", "number"), classes("Gender", "Male", "Female"), *named("Age,EstimatedSalary"),
    classes("Purchased", "0", "1"),
)  # fmt: skip
TITANIC = (
    Column("PassengerId", "number"), classes("Survived", "0", "1"), classes("Pclass", "1", "2", "3"),
    classes("Name", "Ann", "Bob"), classes("Sex", "female", "male"), *named("Age,SibSp,Parch"),
    classes("Ticket", "A1", "B2"), Column("Fare"), classes("Cabin", "C1", "C2"), classes("Embarked", "S", "C", "Q"),
)  # fmt: skip

KNOWN: tuple[tuple[str, Layout], ...] = (
    (r"iris.*", Layout((*named("sepal_length,sepal_width,petal_length,petal_width"), IRIS))),
    (r"wine(\.data|\.csv|)", Layout((ONE_TO_THREE, *reals(13)))),
    (r"winequality.*", Layout((*named(WINE_QUALITY), classes("quality", "5", "6", "7")), True, ";")),
    (r"(wdbc|breast.?cancer.?wisconsin).*", Layout((Column("id", "number"), classes("diagnosis", "M", "B"), *reals(30)))),
    (r"pima.*", Layout((*reals(8), BINARY))),
    (r"diabetes\.csv", Layout((*named(DIABETES), classes("Outcome", "0", "1")), True)),
    (r"sonar.*", Layout((*reals(60), classes("class", "R", "M")))),
    (r"ionosphere.*", Layout((*reals(34), classes("class", "g", "b")))),
    (r".*banknote.*", Layout((*reals(4), BINARY))),
    (r"(wheat.?)?seeds.*", Layout((*reals(7), ONE_TO_THREE))),
    (r"titanic.*", Layout(TITANIC, True)),
    (r"(boston.?)?housing\.data", Layout((*reals(13), Column("MEDV")), delimiter=" ")),
    (r"boston.*\.csv", Layout(named("CRIM,ZN,INDUS,CHAS,NOX,RM,AGE,DIS,RAD,TAX,PTRATIO,B,LSTAT,MEDV"), True)),
    (r"ex1data1\.txt", Layout(reals(2))),
    (r"ex1data2\.txt", Layout(reals(3))),
    (r"ex2data[12]\.txt", Layout((*reals(2), BINARY))),
    (r".*salary.?data.*", Layout(named("YearsExperience,Salary"), True)),
    (r"student.?scores.*", Layout(named("Hours,Scores"), True)),
    (r"advertising.*", Layout(named("TV,radio,newspaper,sales"), True)),
    (r"social.?network.?ads.*", Layout(ADVERTS, True)),
    (r"binary\.csv", Layout((classes("admit", "0", "1"), *named("gre,gpa"), classes("rank", "1", "2", "3", "4")), True)),
    (r"heart\.csv", Layout((*named(HEART), classes("target", "0", "1")), True)),
    (r".*mnist.*\.(csv|txt)", Layout((DIGIT, *(Column(f"pixel{place}", "pixel") for place in range(784))))),
    (r"(logic|xor|and|or)(gate)?\.(csv|txt)", Layout((classes("a", "0", "1"), classes("b", "0", "1"), BINARY))),
)  # fmt: skip


def known_layout(name: str) -> Layout | None:
    """The layout of a file with this name, folders apart."""
    return next((layout for pattern, layout in KNOWN if re.fullmatch(pattern, name, re.IGNORECASE)), None)
